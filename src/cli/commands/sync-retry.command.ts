import { MessageManager } from '../../platform/sync/index.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

/** `backstory sync retry <seq>`: applies a message that could not be, or gives it up. */
export const syncRetryCommand: CliCommand = {
  name: 'sync retry',
  summary: 'Applies an inbound message now, or gives it up with --skip.',
  usage: '<seq> [--skip reason]',
  options: { skip: { type: 'string', help: 'Give it up, for this reason.' } },
  maxArgs: 1,
  async run(input) {
    const [seq] = input.args;
    const { skip } = input.options;
    if (seq === undefined || !/^[1-9]\d{0,17}$/.test(seq)) {
      throw new UsageError('Which message? Give the first number that `sync messages` shows.');
    }
    await withDomains(input, 'sync-retry', async (app) => {
      const manager = app.get(MessageManager);
      const message = await (typeof skip === 'string'
        ? manager.skip(seq, skip)
        : manager.retry(seq));
      input.print(
        `${message.seq} is ${message.state}${message.lastError ? `: ${message.lastError}` : ''}`,
      );
    });
  },
};
