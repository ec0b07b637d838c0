import { describe, expect, it } from 'vitest';
import type { TraceNode } from '../api/trace.js';
import { describeNode, stateOf } from './describe-node.js';

const node = (kind: string, facts: Record<string, unknown>): TraceNode => ({
  kind,
  id: '7',
  causation_id: null,
  occurred_at: null,
  ...facts,
});
const told = (kind: string, facts: Record<string, unknown>): string =>
  describeNode(node(kind, facts)).text;

describe('a step in words', () => {
  it('tells who changed what', () => {
    const facts = { event: 'update', whodunnit: 'alice', changed: ['title'], item_type: 'Post' };
    expect(told('version', { ...facts, item_id: '3' })).toBe('alice changed title of Post #3 7');
  });

  it('names the record that a tie belongs to', () => {
    const tie = { event: 'create', whodunnit: 'alice', item_type: 'Issue.labels', item_id: '{}' };
    const story = describeNode(
      node('version', { ...tie, aggregate_type: 'Issue', aggregate_id: '3' }),
    );
    expect(story).toMatchObject({
      words: 'added to labels of',
      record: { type: 'Issue', id: '3' },
    });
  });

  it('tells events, deliveries and what nobody thought of', () => {
    const event = { event: 'comment_added', whodunnit: 'mia', item_type: 'Issue', item_id: '3' };
    expect(told('event', event)).toBe('mia commented on Issue #3 7');
    const delivery = { subscriber: 'webhook', target: '1', state: 'dead' };
    expect(told('delivery', delivery)).toBe('delivery to webhook (1) dead 7');
    expect(told('comet', {})).toBe('comet 7 7');
  });

  it('counts a run whose conditions matched as under way', () => {
    expect(stateOf(node('workflow_run', { status: 'matched' }))).toBe('running');
    expect(stateOf(node('workflow_run', { status: 'failed' }))).toBe('failed');
  });
});
