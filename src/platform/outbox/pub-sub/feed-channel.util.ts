/** Every feed channel, as a Redis pattern. */
export const FEED_CHANNEL_PATTERN = 'notif:*';

/** The Redis channel that entries of one record type and event are announced on. @publicApi */
export function feedChannel(itemType: string, event: string): string {
  return `notif:${itemType}:${event}`;
}
