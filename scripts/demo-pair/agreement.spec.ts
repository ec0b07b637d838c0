import { describe, expect, it } from 'vitest';
import { difference } from './agreement.mjs';

describe('the difference of two deployments', () => {
  it('is nothing when both have the same as often', () => {
    expect(difference(['a', 'b', 'b'], ['b', 'a', 'b'])).toEqual([]);
  });

  it('names what only one has, or one has more often', () => {
    expect(difference(['a', 'b', 'b'], ['b', 'c'])).toEqual([
      { record: 'a', side: 0 },
      { record: 'b', side: 0 },
      { record: 'c', side: 1 },
    ]);
  });
});
