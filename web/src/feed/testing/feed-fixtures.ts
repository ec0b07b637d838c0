import type { FeedBatch } from '../feed-batch.js';
import { cursorAt, type FeedCursor } from '../feed-cursor.js';
import type { FeedEntry } from '../feed-entry.js';

export function entryAt(position: number): FeedEntry {
  return {
    position: String(position),
    kind: 'version',
    id: String(1_000 + position),
    item_type: 'Post',
    item_id: '1',
    event: 'update',
    actor: 'alice',
    actor_type: 'user',
    source: 'application',
    correlation_id: 'c',
    causation_id: null,
    aggregate_type: 'Post',
    aggregate_id: '1',
    summary: { changed: ['title'], label: 'Hello' },
    occurred_at: '2026-01-01T00:00:00.000Z',
  };
}

export function batchOf(previous: FeedCursor, positions: number[]): FeedBatch {
  const last = positions.at(-1) ?? 0;
  return {
    previous,
    cursor: cursorAt(String(last), previous),
    entries: positions.map((position) => entryAt(position)),
  };
}

export function positionsOf(entries: FeedEntry[]): string[] {
  return entries.map((entry) => entry.position);
}
