import { Communicator, type Exchange } from '../../platform/sync/index.js';
import type { CliCommand } from '../cli-command.js';
import { peerOf } from '../sync/peer-of.js';
import { withDomains } from '../with-domains.js';

type Act = 'push' | 'pull' | 'communicate';

const SUMMARIES: Readonly<Record<Act, string>> = {
  push: 'Sends the peer what it has not got.',
  pull: 'Fetches what the peer has for this deployment.',
  communicate: 'Pushes, then pulls, and tries again what failed.',
};

/** `backstory sync push`, `sync pull`, `sync communicate`. */
export const syncExchangeCommands: readonly CliCommand[] = (
  ['communicate', 'pull', 'push'] as const
).map((act) => ({
  name: `sync ${act}`,
  summary: SUMMARIES[act],
  usage: '[peer]',
  options: {},
  maxArgs: 1,
  async run(input) {
    await withDomains(input, `sync-${act}`, async (app) => {
      const peer = await peerOf(app, input.args[0]);
      input.print(lineOf(await app.get(Communicator)[act](peer)));
    });
  },
}));

function lineOf({ peer, busy, pushed, pulled, retried }: Exchange): string {
  return busy
    ? `${peer}: another process is talking to it; nothing was done.`
    : `${peer}: ${pushed} pushed, ${pulled} pulled, ${retried} applied that had failed.`;
}
