import { listVersions } from './audit.js';
import { request } from './request.js';

/** One step of a correlation, with what its module tells of it beside these. */
export interface TraceNode {
  kind: string;
  id: string;
  causation_id: string | null;
  occurred_at: string | null;
  item_type?: string;
  item_id?: string;
  [fact: string]: unknown;
}

export interface Trace {
  nodes: TraceNode[];
  /** There are more nodes than are shown. */
  cut: boolean;
  /** Where the feed stood before the first node was read. */
  feedPosition: string;
}

interface Branch extends TraceNode {
  children: Branch[];
}

interface TracePage {
  items: Branch[];
  next: string | null;
}

/** Per kind and page, the most that the server answers. */
const PAGE = '1000';
const MOST = 20_000;

/** Everything that a correlation caused, read to its end. */
export async function readTrace(id: string, signal: AbortSignal): Promise<Trace> {
  // Read first: what happens between the two readings is told by the feed, and read again.
  const head = new URLSearchParams({ correlation_id: id, limit: '1' });
  const { feed_position: feedPosition } = await listVersions(head, signal);
  const nodes = new Map<string, TraceNode>();
  let next: string | null = null;
  do {
    const query = new URLSearchParams({ limit: PAGE });
    if (next !== null) query.set('after', next);
    const path = `/correlations/${encodeURIComponent(id)}?${query}`;
    const page: TracePage = await request<TracePage>(path, { signal });
    for (const branch of page.items) collect(branch, nodes);
    next = page.next;
  } while (next !== null && nodes.size < MOST);
  return { nodes: [...nodes.values()], cut: next !== null, feedPosition };
}

/** A step that pages name as a cause comes with each of them. */
function collect(root: Branch, nodes: Map<string, TraceNode>): void {
  const open = [root];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    const { children, ...node } = branch;
    nodes.set(`${node.kind}:${node.id}`, node);
    open.push(...children);
  }
}
