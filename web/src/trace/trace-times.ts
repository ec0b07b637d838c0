import { millis } from '../ui/format-length.js';
import { stateOf } from './describe-node.js';
import type { TraceBranch, TraceTree } from './trace-tree.js';

/** When a node began and ended, in milliseconds with their fractions; a moment when both are equal. */
export interface Span {
  start: number;
  end: number;
  /** When the last thing ended that it caused. */
  reach: number;
  /** Not over yet. */
  open: boolean;
  /** When something was done, where the rest was waiting; none when that is not told. */
  busy: readonly Stretch[];
}

export interface Stretch {
  start: number;
  end: number;
}

export interface TraceTimes {
  start: number;
  end: number;
  spans: Map<string, Span>;
  /** The chain of causes that ends last. */
  longest: Set<string>;
}

const ENDS = ['finished_at', 'done_at', 'ended_at'];
const OPEN_STATES = new Set(['pending', 'queued', 'active', 'running', 'waiting', 'delayed']);

/** Whether something of this node is still to happen by itself. */
export function isOpen(node: TraceBranch['node']): boolean {
  const state = stateOf(node);
  return state !== null && OPEN_STATES.has(state);
}

/** Lays the nodes out in time. What has no time of its own stands where its first effect does. */
export function timesOf(tree: TraceTree, now: number): TraceTimes {
  const spans = new Map<string, Span>();
  for (const branch of tree.inOrder.toReversed()) {
    const start = millis(branch.node.occurred_at) ?? firstOf(branch, spans);
    if (start === undefined) continue;
    const open = isOpen(branch.node);
    const busy = attemptsOf(branch, now);
    const end = Math.max(start, open ? now : (endOf(branch) ?? busy.at(-1)?.end ?? start));
    const reach = reachesOf(branch, spans).reduce((left, right) => Math.max(left, right), end);
    spans.set(branch.key, { start, end, reach, open, busy });
  }
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let last: TraceBranch | undefined;
  for (const branch of tree.inOrder) {
    const span = spans.get(branch.key);
    if (span === undefined) continue;
    start = Math.min(start, span.start);
    if (span.end > end) [end, last] = [span.end, branch];
  }
  const longest = new Set<string>();
  for (let at = last; at !== undefined; at = at.parent) longest.add(at.key);
  if (start > end) [start, end] = [now, now];
  return { start, end: Math.max(end, start + 1), spans, longest };
}

function endOf({ node }: TraceBranch): number | undefined {
  const ends = ENDS.flatMap((name) => millis(node[name]) ?? []);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** The attempts of a delivery. */
function attemptsOf({ node }: TraceBranch, now: number): Stretch[] {
  const log = node['attempts_log'];
  if (!Array.isArray(log)) return [];
  return (log as Record<string, unknown>[]).flatMap((attempt) => {
    const start = millis(attempt['started_at']);
    return start === undefined ? [] : [{ start, end: millis(attempt['finished_at']) ?? now }];
  });
}

function firstOf(branch: TraceBranch, spans: Map<string, Span>): number | undefined {
  const starts = branch.children.flatMap((child) => spans.get(child.key)?.start ?? []);
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

function reachesOf(branch: TraceBranch, spans: Map<string, Span>): number[] {
  return branch.children.map((child) => spans.get(child.key)?.reach ?? 0);
}
