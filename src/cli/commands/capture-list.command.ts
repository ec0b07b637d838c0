import { UnconnectedDataSource } from '../../database/unconnected-data-source.js';
import { capturedTables } from '../../platform/capture/index.js';
import type { CliCommand } from '../cli-command.js';

/** `backstory capture list`: what is captured. */
export const captureListCommand: CliCommand = {
  name: 'capture list',
  summary: 'Lists the tables whose changes leave versions, with the triggers that see to it.',
  usage: '',
  options: {},
  async run({ print }) {
    const tables = capturedTables(await UnconnectedDataSource.create());
    const types = widest(tables.map(({ itemType }) => itemType));
    const names = widest(tables.map(({ table }) => table));
    for (const { itemType, table, triggers } of tables) {
      print(`${itemType.padEnd(types)}  ${table.padEnd(names)}  ${triggers.join(', ')}`);
    }
  },
};

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
