import { describe, expect, it } from 'vitest';
import { cursorAt, isAfter, isFeedCursor, isSameEpoch, remaining } from './feed-cursor.js';

describe('a feed cursor', () => {
  it('is compared as a number, also beyond 2^53', () => {
    expect(isAfter('a-10', 'a-9')).toBe(true);
    expect(isAfter('a-9007199254740993', 'a-9007199254740992')).toBe(true);
    expect(isAfter('a-9', 'a-9')).toBe(false);
  });

  it('keeps its epoch', () => {
    expect(cursorAt('7', 'k3j9-2')).toBe('k3j9-7');
    expect(isSameEpoch('a-1', 'b-1')).toBe(false);
    expect(remaining('a-4', 'a-9')).toBe(5);
    expect(remaining('a-9', 'a-4')).toBe(0);
    expect(remaining('a-4', 'b-9')).toBe(0);
  });

  it('is not any text', () => {
    expect(isFeedCursor('a-1')).toBe(true);
    expect(isFeedCursor('12')).toBe(false);
    expect(isFeedCursor('')).toBe(false);
    expect(isFeedCursor(undefined)).toBe(false);
  });
});
