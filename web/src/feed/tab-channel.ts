import type { FeedBatch } from './feed-batch.js';
import type { FeedCursor } from './feed-cursor.js';
import type { FeedState } from './feed-state.js';

/** What the tabs of one browser say to each other. */
export type TabMessage =
  | { type: 'batch'; batch: FeedBatch }
  | { type: 'reset'; cursor: FeedCursor; reason: string }
  | { type: 'state'; state: FeedState; cursor: FeedCursor | undefined }
  /** From a follower: is anybody leading, and where? */
  | { type: 'ping' }
  /** From a follower: the network or the person came back, try now. */
  | { type: 'nudge' };

/** A BroadcastChannel, or nothing where there is none. */
export interface TabChannel {
  send(message: TabMessage): void;
  onMessage(handler: (message: TabMessage) => void): void;
  close(): void;
}

export function openTabChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window's postMessage
    send: (message) => channel.postMessage(message),
    onMessage: (handler) =>
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => handler(event.data)),
    close: () => channel.close(),
  };
}
