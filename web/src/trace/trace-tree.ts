import type { TraceNode } from '../api/trace.js';

/** A node in its place. */
export interface TraceBranch {
  key: string;
  node: TraceNode;
  parent: TraceBranch | undefined;
  children: TraceBranch[];
  depth: number;
  /** How many nodes are below this one. */
  below: number;
}

export interface TraceTree {
  roots: TraceBranch[];
  byKey: Map<string, TraceBranch>;
  /** All of them, each above what it caused. */
  inOrder: TraceBranch[];
}

export function keyOf(node: Pick<TraceNode, 'kind' | 'id'>): string {
  return `${node.kind}:${node.id}`;
}

/** Hangs every node below its cause; what has none, or one that is not here, stands on top. */
export function buildTree(nodes: TraceNode[]): TraceTree {
  const byKey = new Map<string, TraceBranch>();
  for (const node of nodes.toSorted(byAge)) {
    const key = keyOf(node);
    byKey.set(key, { key, node, parent: undefined, children: [], depth: 0, below: 0 });
  }
  const roots: TraceBranch[] = [];
  for (const branch of byKey.values()) {
    const cause = byKey.get(branch.node.causation_id ?? '');
    if (cause === undefined || isWithin(cause, branch)) {
      roots.push(branch);
      continue;
    }
    branch.parent = cause;
    cause.children.push(branch);
  }
  return { roots, byKey, inOrder: walk(roots) };
}

/** Top down without recursion: a chain of causes may be thousands of steps long. */
function walk(roots: TraceBranch[]): TraceBranch[] {
  const inOrder: TraceBranch[] = [];
  const open = roots.toReversed();
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    branch.depth = branch.parent === undefined ? 0 : branch.parent.depth + 1;
    inOrder.push(branch);
    open.push(...branch.children.toReversed());
  }
  for (const branch of inOrder.toReversed()) {
    if (branch.parent !== undefined) branch.parent.below += branch.below + 1;
  }
  return inOrder;
}

/** The rows to show: all but what is below a closed one. */
export function visibleRows(tree: TraceTree, closed: ReadonlySet<string>): TraceBranch[] {
  if (closed.size === 0) return tree.inOrder;
  const rows: TraceBranch[] = [];
  for (let index = 0; index < tree.inOrder.length; index += 1) {
    const branch = tree.inOrder[index];
    if (branch === undefined) break;
    rows.push(branch);
    if (closed.has(branch.key)) index += branch.below;
  }
  return rows;
}

export function ancestorsOf(branch: TraceBranch | undefined): TraceBranch[] {
  const found: TraceBranch[] = [];
  for (let at = branch?.parent; at !== undefined; at = at.parent) found.push(at);
  return found;
}

/** Two causes that name each other would hang in the air. */
function isWithin(branch: TraceBranch, ancestor: TraceBranch): boolean {
  for (let at: TraceBranch | undefined = branch; at !== undefined; at = at.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

function byAge(left: TraceNode, right: TraceNode): number {
  const [a, b] = [left.occurred_at ?? '', right.occurred_at ?? ''];
  if (a !== b) return a < b ? -1 : 1;
  return left.id.length - right.id.length || (left.id < right.id ? -1 : 1);
}
