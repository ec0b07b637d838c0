import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CorrelationNode } from '../interfaces/correlation-source.interface.js';
import { causalityTree, type CausalityBranch } from './causality-tree.js';

function show(branches: readonly CausalityBranch[]): unknown[] {
  return branches.map(({ node, children }) =>
    children.length > 0 ? { [node.id]: show(children) } : node.id,
  );
}

function version(id: string, causationId?: string): CorrelationNode {
  return {
    kind: 'version',
    id,
    occurredAt: '2026-01-01T00:00:00Z',
    causationId: causationId ?? null,
  };
}

function count(branches: readonly CausalityBranch[]): number {
  return branches.reduce((sum, branch) => sum + 1 + count(branch.children), 0);
}

describe('causalityTree', () => {
  it('hangs every node below its cause, whatever the order', () => {
    const nodes = [
      version('11', 'job:work:1'),
      version('2'),
      { kind: 'job', id: 'work:1', causationId: 'version:2' },
      version('9', 'job:work:1'),
    ];

    expect(show(causalityTree(nodes))).toEqual([{ '2': [{ 'work:1': ['9', '11'] }] }]);
  });

  it('makes a node of an unknown cause a root', () => {
    expect(show(causalityTree([version('1', 'job:gone:7')]))).toEqual(['1']);
  });

  it('opens a circle of causes', () => {
    const circle = [
      version('1', 'version:3'),
      version('2', 'version:1'),
      version('3', 'version:2'),
    ];

    expect(count(causalityTree(circle))).toBe(3);
    expect(count(causalityTree([version('1', 'version:1')]))).toBe(1);
  });

  it('holds every node exactly once', () => {
    const anyId = fc.integer({ min: 1, max: 12 }).map(String);
    const nodes = fc.uniqueArray(
      fc
        .record({ id: anyId, cause: fc.option(anyId) })
        .map(({ id, cause }) => version(id, `version:${cause}`)),
      { selector: (node) => node.id },
    );

    fc.assert(
      fc.property(nodes, (given) => {
        expect(count(causalityTree(given))).toBe(given.length);
      }),
    );
  });
});
