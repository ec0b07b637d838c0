import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../api/issues.js';
import { inRuns } from './timeline-runs.js';

const entries = (...kinds: string[]): TimelineEntry[] =>
  kinds.map((kind, index) => ({
    id: String(index),
    kind,
    actor: { id: 'alice', type: 'user', display_name: 'Alice' },
    occurred_at: '2026-01-01T00:00:00Z',
    started_at: '2026-01-01T00:00:00Z',
    parts: [{ id: String(index) }] as TimelineEntry['parts'],
  }));
const told = (...kinds: string[]): string[] =>
  inRuns(entries(...kinds)).map((run) => `${run.quiet ? 'quiet' : 'told'} ${run.entries.length}`);

describe('the runs of a timeline', () => {
  it('folds more than two quiet entries in a row', () => {
    expect(told('opened', 'viewed', 'viewed', 'subscriptions', 'closed')).toEqual([
      'told 1',
      'quiet 3',
      'told 1',
    ]);
  });

  it('tells two', () => {
    expect(told('opened', 'viewed', 'viewed')).toEqual(['told 1', 'told 2']);
  });

  it('never hides the entry that a link points to', () => {
    const runs = inRuns(entries('viewed', 'viewed', 'viewed', 'viewed'), '3');
    expect(runs.map(({ quiet }) => quiet)).toEqual([true, false]);
  });
});
