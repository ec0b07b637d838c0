import { describe, expect, it } from 'vitest';
import type { IssueEvent } from '../issue.events.js';
import { burstsOf } from './bursts.util.js';

const NOON = Date.parse('2026-11-21T12:00:00Z');

function event(action: string, secondsBefore: number, actor = 'mia'): IssueEvent {
  return {
    action,
    actor: { id: actor, type: 'user' },
    occurredAt: new Date(NOON - secondsBefore * 1_000).toISOString(),
  } as IssueEvent;
}

function shape(events: readonly IssueEvent[]): string[] {
  return burstsOf(events).map(({ kind, parts }) => `${kind} ${parts.length}`);
}

describe('bursts', () => {
  it('unite three labels by one person within a minute', () => {
    const labels = [event('label_added', 0), event('label_removed', 20), event('label_added', 60)];

    expect(shape(labels)).toEqual(['labels 3']);
  });

  it('end after a minute, reckoned from their newest part', () => {
    const labels = [event('label_added', 0), event('label_added', 40), event('label_added', 61)];

    expect(shape(labels)).toEqual(['labels 2', 'labels 1']);
  });

  it('are one person’s', () => {
    expect(shape([event('label_added', 0), event('label_added', 1, 'ned')])).toEqual([
      'labels 1',
      'labels 1',
    ]);
  });

  it('have nothing else between their parts', () => {
    const events = [event('label_added', 0), event('closed', 1), event('label_added', 2)];

    expect(shape(events)).toEqual(['labels 1', 'closed 1', 'labels 1']);
  });

  it('are not made of comments', () => {
    expect(shape([event('comment_added', 0), event('comment_added', 1)])).toEqual([
      'comment_added 1',
      'comment_added 1',
    ]);
  });

  it('stay small', () => {
    const many = Array.from({ length: 250 }, () => event('label_added', 0));

    expect(shape(many)).toEqual(['labels 100', 'labels 100', 'labels 50']);
  });
});
