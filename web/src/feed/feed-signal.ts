import type { EventSourceMessage } from 'eventsource-parser';
import { type FeedCursor, isFeedCursor, toCursor } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';

/** One frame of the stream, understood. */
export type FeedSignal =
  | { type: 'entry'; cursor: FeedCursor; entry: FeedEntry }
  | { type: 'ready'; from: FeedCursor; to: FeedCursor }
  | { type: 'checkpoint'; cursor: FeedCursor }
  | { type: 'reset'; cursor: FeedCursor; reason: string }
  | { type: 'goodbye'; retryMs: number | undefined };

interface ControlData {
  from?: string | number;
  to?: string | number;
  epoch?: string;
  position?: string | number;
  reason?: string;
  retry?: number;
}

/** Reads a frame; undefined for one this version of the console does not know. */
export function readFeedSignal(message: EventSourceMessage, epoch: string): FeedSignal | undefined {
  const data = parse(message.data);
  if (data === undefined) return undefined;
  if (message.event === undefined) return readEntry(message, data as FeedEntry, epoch);
  return readControl(message, data as ControlData, epoch);
}

function readEntry(
  message: EventSourceMessage,
  entry: FeedEntry,
  epoch: string,
): FeedSignal | undefined {
  if (typeof entry.position !== 'string') return undefined;
  const cursor = isFeedCursor(message.id) ? message.id : toCursor(entry.position, epoch);
  return { type: 'entry', cursor, entry };
}

function readControl(
  message: EventSourceMessage,
  data: ControlData,
  epoch: string,
): FeedSignal | undefined {
  const era = data.epoch ?? epoch;
  const at = isFeedCursor(message.id) ? message.id : toCursor(String(data.position ?? '0'), era);
  switch (message.event) {
    case 'ready':
      return {
        type: 'ready',
        from: toCursor(String(data.from ?? '0'), era),
        to: toCursor(String(data.to ?? '0'), era),
      };
    case 'checkpoint':
      return { type: 'checkpoint', cursor: at };
    case 'reset':
      return { type: 'reset', cursor: at, reason: data.reason ?? 'unknown' };
    case 'goodbye':
      return { type: 'goodbye', retryMs: data.retry };
    default:
      return undefined;
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
