import { describe, expect, it } from 'vitest';
import { FeedLog } from './feed-log.js';
import { entryAt, batchOf, positionsOf } from './testing/feed-fixtures.js';

describe('FeedLog', () => {
  it('takes each entry once, in order, whatever is delivered twice', () => {
    const log = new FeedLog();
    log.beginAt('e-0');
    expect(log.accept(batchOf('e-0', [1, 2, 3]))).toMatchObject({ type: 'entries' });
    const again = log.accept(batchOf('e-1', [2, 3, 4, 5]));
    expect(again.type === 'entries' && positionsOf(again.entries)).toEqual(['4', '5']);
    expect(log.accept(batchOf('e-1', [2, 3]))).toEqual({ type: 'entries', entries: [] });
    expect(log.head).toBe('e-5');
  });

  it('notices a batch that does not follow on', () => {
    const log = new FeedLog();
    log.beginAt('e-3');
    expect(log.accept(batchOf('e-5', [6]))).toEqual({ type: 'gap' });
    expect(log.head).toBe('e-3');
  });

  it('moves on with an empty batch, as of a quiet filter', () => {
    const log = new FeedLog();
    log.beginAt('e-3');
    log.accept({ previous: 'e-3', cursor: 'e-9', entries: [] });
    expect(log.head).toBe('e-9');
    expect(log.since('e-3')).toEqual([]);
  });

  it('tells what it knows behind a place, and admits what it does not know', () => {
    const log = new FeedLog();
    log.beginAt('e-10');
    log.accept(batchOf('e-10', [11, 12]));
    expect(positionsOf(log.since('e-11') ?? [])).toEqual(['12']);
    expect(log.since('e-9')).toBeUndefined();
    expect(log.since('other-11')).toBeUndefined();
  });

  it('forgets the oldest entries and says so', () => {
    const log = new FeedLog();
    log.beginAt('e-0');
    const many = Array.from({ length: 5_002 }, (_, index) => index + 1);
    log.accept(batchOf('e-0', many));
    expect(log.since('e-1')).toBeUndefined();
    expect(log.since('e-2')).toHaveLength(5_000);
  });

  it('starts over in a new epoch', () => {
    const log = new FeedLog();
    log.beginAt('old-900');
    const batch = { previous: 'new-4', cursor: 'new-5', entries: [entryAt(5)] };
    expect(log.accept(batch)).toMatchObject({ entries: [{ position: '5' }] });
    expect(log.from).toBe('new-4');
  });
});
