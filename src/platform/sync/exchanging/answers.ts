import type { SyncPeer } from '../peers/sync-peer.js';
import { ExchangeFailedError } from '../sync.errors.js';
import type { PeerAnswer } from '../wire/peer-http.js';

/** Why an answer is none that the protocol knows, for whoever has to find out. */
export function refusal(peer: SyncPeer, { status, body }: PeerAnswer): ExchangeFailedError {
  const excerpt = body.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  const said = excerpt === '' ? 'and nothing else' : `and "${excerpt}"`;
  if (status === 401 || status === 403) {
    return new ExchangeFailedError(peer.name, `it refused the credentials (${status})`);
  }
  if (status >= 300 && status < 400) {
    return new ExchangeFailedError(
      peer.name,
      `it answered with a redirect (${status}); configure the URL that it leads to`,
    );
  }
  return new ExchangeFailedError(peer.name, `it answered ${status} ${said}`);
}

/** Whoever is said to be a Backstory must say so itself: to a gem, a destroy would be poison. */
export function assertCapable(peer: SyncPeer, answer: PeerAnswer): void {
  const isProtocol = [200, 202, 409].includes(answer.status);
  if (peer.mode === 'backstory' && isProtocol && answer.capabilities === null) {
    throw new ExchangeFailedError(
      peer.name,
      'it does not speak as a Backstory; configure it with the mode "communicator"',
    );
  }
}
