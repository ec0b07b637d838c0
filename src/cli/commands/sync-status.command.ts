import { SyncStatus, type PeerStatus } from '../../platform/sync/index.js';
import type { CliCommand } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

/** `backstory sync status`: how things stand with each peer. */
export const syncStatusCommand: CliCommand = {
  name: 'sync status',
  summary:
    'Tells how things stand with each peer: what waits, cursors, the last contact and error.',
  usage: '',
  options: {},
  async run(input) {
    await withDomains(input, 'sync-status', async (app) => {
      const peers = await app.get(SyncStatus).peers();
      peers.flatMap(linesOf).forEach((line) => input.print(line));
      if (peers.length === 0) input.print('There is no peer. Set BACKSTORY_SYNC_PEER.');
    });
  },
};

function linesOf(peer: PeerStatus): string[] {
  const oldest = peer.outbound_oldest_seconds;
  const age = oldest === null ? '' : `, the oldest for ${oldest.toFixed(0)} s`;
  return [
    `${peer.name} (${peer.mode}, ${peer.dialect}) ${peer.url ?? 'opens the connections'}`,
    `  out: ${peer.outbound_pending} undelivered${age}; it has ${peer.acknowledged_id} of ${peer.last_outbound_id}`,
    `  in: ${peer.inbound_pending} waiting, ${peer.inbound_parked} parked, ${peer.inbound_unclaimed} unclaimed; last ${peer.last_inbound_id ?? 'none'}`,
    `  conflicts: ${peer.conflicts}; destroys held back: ${peer.withheld_destroys}${peer.paused ? '; quiesced' : ''}`,
    `  last contact: ${peer.last_contact_at?.toISOString() ?? 'never'}`,
    ...(peer.last_error === null ? [] : [`  error: ${peer.last_error}`]),
  ];
}
