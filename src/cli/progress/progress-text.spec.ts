import { describe, expect, it } from 'vitest';
import { progressText } from './progress-text.js';

const state = { done: 500, total: 2000, unit: 'commits', yield: '1,234 versions', elapsed: 10_000 };

describe('a line of progress', () => {
  it('shows share, rate and the time that is left', () => {
    expect(progressText(state, true)).toBe(
      '[######..................]  25% 500/2,000 commits, 1,234 versions, 50 commits/s, 00:30 left',
    );
  });

  it('has no bar where lines stay', () => {
    expect(progressText({ ...state, done: 2000 }, false)).toBe(
      '100% 2,000/2,000 commits, 1,234 versions, 200 commits/s, took 00:10',
    );
  });

  it('does without a share when nobody knows how much there is', () => {
    const { total: _, ...endless } = state;
    expect(progressText(endless, true)).toBe('500 commits, 1,234 versions, 50 commits/s, 00:10');
  });

  it('says so when it cannot know yet', () => {
    expect(progressText({ ...state, done: 0, elapsed: 0 }, false)).toContain('? left');
    expect(progressText({ ...state, done: 0, total: 0 }, false)).toContain('100%');
    expect(progressText({ ...state, total: 1_000_000 }, false)).toContain('5:33:10 left');
  });
});
