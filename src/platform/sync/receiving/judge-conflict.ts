import type { ConflictPolicy } from '../decorators/receives-from.decorator.js';

/** Two changes that did not know of each other, and touched the same fields. */
export interface Conflict {
  readonly policy: ConflictPolicy;
  /** Whether this side is the central one. */
  readonly isCentralHere: boolean;
  /** Milliseconds of the last change here. */
  readonly ourTime: number;
  /** Milliseconds of theirs; undefined when the peer does not say. */
  readonly theirTime: number | undefined;
}

/** What becomes of a conflict, and why. */
export interface Judgement {
  readonly decision: 'ours' | 'theirs' | 'parked';
  readonly reason: string;
}

/** Decides the same on both sides, whichever of the two hears of the other first. */
export function judgeConflict({ policy, isCentralHere, ourTime, theirTime }: Conflict): Judgement {
  const central: Judgement = isCentralHere
    ? { decision: 'ours', reason: 'this side is the central one' }
    : { decision: 'theirs', reason: 'the peer is the central one' };
  if (policy === 'park') {
    return { decision: 'parked', reason: 'somebody has to decide: retry takes theirs, skip ours' };
  }
  if (policy === 'central_wins') return central;
  if (theirTime === undefined) {
    return { ...central, reason: `${central.reason}; the peer does not say when it wrote` };
  }
  if (theirTime === ourTime) return { ...central, reason: `${central.reason}; written at once` };
  return theirTime > ourTime
    ? { decision: 'theirs', reason: `theirs is later by ${later(theirTime - ourTime)}` }
    : { decision: 'ours', reason: `ours is later by ${later(ourTime - theirTime)}` };
}

function later(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${milliseconds.toFixed(3)} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;
}
