import type { FeedEntry } from '../feed/feed-entry.js';

/** Whether an entry of the feed is about an issue, or about what belongs to one. */
export function concernsIssues(entry: FeedEntry): boolean {
  return entry.item_type === 'Issue' || entry.aggregate_type === 'Issue';
}

export function concernsIssue(entry: FeedEntry, id: string): boolean {
  if (entry.kind === 'notification') return false;
  return (
    (entry.item_type === 'Issue' && entry.item_id === id) ||
    (entry.aggregate_type === 'Issue' && entry.aggregate_id === id)
  );
}
