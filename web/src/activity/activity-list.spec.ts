import { describe, expect, it, vi } from 'vitest';
import type { FeedEntry } from '../feed/feed-entry.js';
import { entryAt } from '../feed/testing/feed-fixtures.js';
import { ActivityList, type ActivityPage } from './activity-list.js';
import { type ActivityRow, rowOfEntry } from './activity-row.js';

interface Follower {
  onEntries: (entries: FeedEntry[]) => void;
  onReset: () => void;
}

function createList(matches: (row: ActivityRow) => boolean = () => true) {
  const followed: { after: string | undefined; follower: Follower }[] = [];
  let page: ActivityPage = { rows: [rowOfEntry(entryAt(1))], next: null, feedPosition: 'e-1' };
  const list = new ActivityList({
    feed: {
      follow: (after, follower) => {
        followed.push({ after, follower });
        return () => undefined;
      },
    },
    load: () => Promise.resolve(page),
    matches,
    isPassing: () => false,
  });
  const tell = (...positions: number[]): void =>
    followed.at(-1)?.follower.onEntries(positions.map((position) => entryAt(position)));
  return { list, followed, tell, setPage: (next: ActivityPage) => (page = next) };
}

const keys = (rows: ActivityRow[]): string[] => rows.map((row) => row.key);

describe('ActivityList', () => {
  it('follows the feed from the place where its first page was read', async () => {
    const { list, followed } = createList();
    await list.reload();
    expect(followed.map((item) => item.after)).toEqual(['e-1']);
  });

  it('shows newest first, and what page and feed both have once', async () => {
    const { list, tell } = createList();
    await list.reload();
    tell(1, 2, 3);
    await vi.waitFor(() =>
      expect(keys(list.read().rows)).toEqual(['version:1003', 'version:1002', 'version:1001']),
    );
    list.stop();
  });

  it('paints at most four times a second, however fast entries come', async () => {
    const { list, tell } = createList();
    await list.reload();
    const paints = vi.fn<() => void>();
    list.watch(paints);
    for (let position = 2; position < 300; position += 1) tell(position);
    await vi.waitFor(() => expect(list.read().rows).toHaveLength(299));
    expect(paints).toHaveBeenCalledTimes(1);
    list.stop();
  });

  it('keeps the list as it is while held, and lets everything in afterwards', async () => {
    const { list, tell } = createList();
    await list.reload();
    list.hold(true);
    const before = list.read().rows;
    tell(2, 3);
    await vi.waitFor(() => expect(list.read().pending).toHaveLength(2));
    expect(list.read().rows).toBe(before);
    list.hold(false);
    expect(keys(list.read().rows)).toEqual(['version:1003', 'version:1002', 'version:1001']);
  });

  it('leaves out what its filters do not let through', async () => {
    const { list, tell } = createList((row) => row.key === 'version:1003');
    await list.reload();
    tell(2, 3, 4);
    await vi.waitFor(() => expect(keys(list.read().rows)[0]).toBe('version:1003'));
    expect(list.read().rows).toHaveLength(2);
    list.stop();
  });

  it('holds no more than five thousand rows', async () => {
    const { list, tell } = createList();
    await list.reload();
    tell(...Array.from({ length: 5_200 }, (_, index) => index + 2));
    await vi.waitFor(() => expect(list.read().rows).toHaveLength(5_000));
    expect(list.read().rows[0]?.key).toBe('version:6201');
    list.stop();
  });

  it('reads its page anew after a reset of the feed', async () => {
    const { list, followed, setPage } = createList();
    await list.reload();
    setPage({ rows: [rowOfEntry(entryAt(50))], next: null, feedPosition: 'f-50' });
    followed[0]?.follower.onReset();
    await vi.waitFor(() => expect(keys(list.read().rows)).toEqual(['version:1050']));
    expect(followed.at(-1)?.after).toBe('f-50');
  });
});
