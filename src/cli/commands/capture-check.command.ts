import { UnconnectedDataSource } from '../../database/unconnected-data-source.js';
import { compareCodeWithMigrations } from '../../platform/capture/index.js';
import type { CliCommand } from '../cli-command.js';
import { findingLines } from './finding-lines.js';

/** `backstory capture check`: whether the migrations are what the entities declare. */
export const captureCheckCommand: CliCommand = {
  name: 'capture check',
  summary: 'Fails when entities declare what no migration does; needs no database, for CI.',
  usage: '',
  options: {},
  async run({ print }) {
    const findings = await compareCodeWithMigrations(await UnconnectedDataSource.create());
    for (const finding of findings) {
      findingLines(finding).forEach(print);
    }
    if (findings.length > 0) {
      throw new Error(`${findings.length} trigger(s) are not what the entities declare.`);
    }
    print('The migrations are what the entities declare.');
  },
};
