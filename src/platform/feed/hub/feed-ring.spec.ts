import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../interfaces/feed-item.interface.js';
import { FramedEntry } from '../wire/framed-entry.js';
import { FeedRing } from './feed-ring.js';

const entry = (position: number): FramedEntry =>
  new FramedEntry('e', { position } as FeedItem, '{}', '');

describe('the ring', () => {
  it('answers exactly what followed a position, or says that it cannot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.nat(80),
        (capacity, jumps, asked) => {
          const ring = new FeedRing(capacity, 1_000_000);
          let [position, start] = [0, 1];
          for (const jump of jumps) {
            position += jump && position > 0 ? 3 : 1;
            if (jump && position > 1) start = position;
            ring.push(entry(position));
          }
          const first = Math.max(start, position - capacity + 1);
          const reachable = position > 0 && asked >= first - 1 && asked <= position;
          expect(ring.reaches(asked)).toBe(position === 0 ? asked === 0 : reachable);
          if (!reachable) return;
          const got = ring.after(asked, 1_000).map(({ item }) => item.position);
          expect(got).toEqual(Array.from({ length: position - asked }, (_, n) => asked + 1 + n));
          expect(ring.after(asked, 2).length).toBe(Math.min(2, position - asked));
        },
      ),
    );
  });

  it('keeps within its bytes and always holds the last entry', () => {
    const one = entry(1).frame.length;
    const ring = new FeedRing(100, one * 5);
    for (let position = 1; position <= 9; position += 1) ring.push(entry(position));
    expect(ring.reaches(4)).toBe(true);
    expect(ring.reaches(3)).toBe(false);
    const tight = new FeedRing(100, 1);
    tight.push(entry(1));
    tight.push(entry(2));
    expect(tight.after(1, 10)).toHaveLength(1);
  });
});
