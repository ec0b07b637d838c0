import type { CorrelationNode } from '../interfaces/correlation-source.interface.js';

/** A node with everything that it caused, oldest first. */
export interface CausalityBranch {
  readonly node: CorrelationNode;
  readonly children: CausalityBranch[];
}

/** How a causation id names this node. */
export function referenceTo(node: Pick<CorrelationNode, 'kind' | 'id'>): string {
  return `${node.kind}:${node.id}`;
}

/**
 * Hangs every node below its cause and answers those without one.
 *
 * A cause that is not among the nodes makes its node a root; so does a circle of causes, at its
 * oldest node. Every node is in the tree exactly once.
 */
export function causalityTree(nodes: readonly CorrelationNode[]): CausalityBranch[] {
  const sorted = [...nodes].sort(byAge);
  const branches = new Map<string, CausalityBranch>(
    sorted.map((node) => [referenceTo(node), { node, children: [] }]),
  );
  const roots: CausalityBranch[] = [];
  const parents = new Map<CausalityBranch, CausalityBranch>();
  for (const branch of branches.values()) {
    const parent = branches.get(branch.node.causationId ?? '');
    if (parent && !descendsFrom(parent, branch, parents)) {
      parents.set(branch, parent);
      parent.children.push(branch);
    } else {
      roots.push(branch);
    }
  }
  return roots;
}

function descendsFrom(
  branch: CausalityBranch,
  ancestor: CausalityBranch,
  parents: ReadonlyMap<CausalityBranch, CausalityBranch>,
): boolean {
  for (let at: CausalityBranch | undefined = branch; at; at = parents.get(at)) {
    if (at === ancestor) {
      return true;
    }
  }
  return false;
}

/** What has no time of its own (a job we only know by name) stands before what it caused. */
function byAge(a: CorrelationNode, b: CorrelationNode): number {
  const [left, right] = [a.occurredAt ?? '', b.occurredAt ?? ''];
  if (left !== right) {
    return left < right ? -1 : 1;
  }
  if (a.kind !== b.kind) {
    return a.kind < b.kind ? -1 : 1;
  }
  return byId(a.id, b.id);
}

/** Numbers by their size, all else as text. */
function byId(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length) {
    return a.length - b.length;
  }
  return a < b ? -1 : Number(a > b);
}
