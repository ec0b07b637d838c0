import { describe, expect, it } from 'vitest';
import type { TraceNode } from '../api/trace.js';
import { ancestorsOf, buildTree, visibleRows } from './trace-tree.js';

const node = (key: string, cause: string | null, second = 0): TraceNode => ({
  kind: key.split(':')[0] ?? '',
  id: key.split(':')[1] ?? '',
  causation_id: cause,
  occurred_at: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
});

const story = [
  node('delivery:7', 'event:1', 2),
  node('version:3', 'delivery:7', 3),
  node('event:1', null, 0),
  node('version:2', null, 1),
];
const shown = (closed: string[] = []) =>
  visibleRows(buildTree(story), new Set(closed)).map(({ key, depth }) => `${depth} ${key}`);

describe('the tree of a trace', () => {
  it('hangs each node below its cause, oldest first', () => {
    expect(shown()).toEqual(['0 event:1', '1 delivery:7', '2 version:3', '0 version:2']);
  });

  it('leaves out what is below a closed node, and nothing else', () => {
    expect(shown(['delivery:7'])).toEqual(['0 event:1', '1 delivery:7', '0 version:2']);
    expect(shown(['event:1', 'delivery:7'])).toEqual(['0 event:1', '0 version:2']);
  });

  it('puts a node whose cause is not there on top', () => {
    const { roots } = buildTree([node('version:3', 'delivery:7')]);
    expect(roots.map(({ key }) => key)).toEqual(['version:3']);
  });

  it('has every node once, also where causes name each other', () => {
    const { inOrder } = buildTree([node('job:a', 'job:b', 1), node('job:b', 'job:a', 2)]);
    expect(inOrder.map(({ key }) => key)).toEqual(['job:b', 'job:a']);
  });

  it('knows the way up', () => {
    const { byKey } = buildTree(story);
    expect(ancestorsOf(byKey.get('version:3')).map(({ key }) => key)).toEqual([
      'delivery:7',
      'event:1',
    ]);
  });

  it('holds a chain of ten thousand causes', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      node(`job:${index}`, index === 0 ? null : `job:${index - 1}`),
    );
    expect(buildTree(chain).inOrder.at(-1)?.depth).toBe(9_999);
  });
});
