import { Quiescer } from '../../platform/sync/index.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { peerOf } from '../sync/peer-of.js';
import { withDomains } from '../with-domains.js';

/** `backstory sync quiesce`: brings the exchange to rest before an upgrade. */
export const syncQuiesceCommand: CliCommand = {
  name: 'sync quiesce',
  summary: 'Stops publishing and exchanges until nothing is on its way; --resume lets it go on.',
  usage: '[peer] [--timeout seconds] [--resume]',
  options: {
    timeout: { type: 'string', default: '60', help: 'Seconds to wait until all is quiet.' },
    resume: { type: 'boolean', default: false, help: 'Publish again what was held back.' },
  },
  maxArgs: 1,
  async run(input) {
    const seconds = Number(input.options.timeout);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
      throw new UsageError('--timeout must be a whole number of seconds.');
    }
    await withDomains(input, 'sync-quiesce', async (app) => {
      const peer = await peerOf(app, input.args[0]);
      const quiescer = app.get(Quiescer);
      if (input.options.resume === true) {
        await quiescer.resume(peer);
        input.print(`${peer}: messages are published again.`);
        return;
      }
      const end = await quiescer.quiesce(peer, { timeout: seconds * 1_000 });
      const moved = `${end.pushed} pushed, ${end.pulled} pulled`;
      const left = `${end.peer.outbound_pending} undelivered, ${end.peer.inbound_pending} to apply, ${end.peer.inbound_parked} parked`;
      input.print(`${peer}: ${end.stable ? 'stable' : 'not stable'}; ${moved}; ${left}.`);
      if (!end.stable)
        throw new Error('Something is still on its way; try again, or look at sync messages.');
    });
  },
};
