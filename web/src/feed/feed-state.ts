/** How the browser is connected to the feed; what the chip in the header shows. */
export type FeedState =
  | { name: 'connecting' }
  | { name: 'catching-up'; remaining: number }
  | { name: 'live' }
  | { name: 'polling' }
  | { name: 'reconnecting'; retryAt: number }
  | { name: 'signed-out' };
