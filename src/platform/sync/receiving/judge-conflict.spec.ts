import { describe, expect, it } from 'vitest';
import { judgeConflict, type Conflict } from './judge-conflict.js';

const conflict = (changes: Partial<Conflict>): Conflict => ({
  policy: 'central_wins',
  isCentralHere: true,
  ourTime: 1_000,
  theirTime: 2_000,
  ...changes,
});

/** The same conflict as the other side has it. */
const mirrored = (one: Conflict): Conflict => ({
  ...one,
  isCentralHere: !one.isCentralHere,
  ourTime: one.theirTime!,
  theirTime: one.ourTime,
});

describe('a conflict', () => {
  it.each(['central_wins', 'last_writer_wins', 'field_merge'] as const)(
    'is decided by %s the same way on both sides',
    (policy) => {
      for (const isCentralHere of [true, false]) {
        for (const theirTime of [500, 1_000, 1_500]) {
          const here = conflict({ policy, isCentralHere, theirTime });
          const decisions = [here, mirrored(here)].map((one) => judgeConflict(one).decision).sort();

          expect(decisions).toEqual(['ours', 'theirs']);
        }
      }
    },
  );

  it('goes to whoever wrote last, and to the central side at the same moment', () => {
    const policy = 'last_writer_wins';

    expect(judgeConflict(conflict({ policy })).decision).toBe('theirs');
    expect(judgeConflict(conflict({ policy, ourTime: 3_000 })).decision).toBe('ours');
    expect(judgeConflict(conflict({ policy, ourTime: 2_000 })).decision).toBe('ours');
    expect(judgeConflict(conflict({ policy, theirTime: undefined })).decision).toBe('ours');
  });

  it('waits for a person where nobody is to win', () => {
    expect(judgeConflict(conflict({ policy: 'park' })).decision).toBe('parked');
  });
});
