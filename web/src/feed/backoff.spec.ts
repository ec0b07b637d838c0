import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.js';

describe('Backoff', () => {
  it('waits at least half a second and at most thirty', () => {
    const shortest = new Backoff(() => 0);
    const longest = new Backoff(() => 1);
    const waits = Array.from({ length: 12 }, () => longest.next(0));
    expect(shortest.next(0)).toBe(500);
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
    expect(Math.max(...waits)).toBe(30_000);
  });

  it('starts over after a minute of health, not after a moment', () => {
    const backoff = new Backoff(() => 1);
    for (let count = 0; count < 8; count += 1) backoff.next(0);
    backoff.connected(0);
    expect(backoff.next(59_000)).toBe(30_000);
    backoff.connected(60_000);
    expect(backoff.next(120_000)).toBe(1_000);
  });
});
