import type { TraceNode } from '../api/trace.js';
import { actorName } from '../ui/actor-name.js';
import { eventStyle, type EventStyle } from '../ui/event-style.js';
import type { IconName } from '../ui/icon.js';
import { type RecordRef, tellChange } from '../ui/tell-change.js';

/** A node in words: who did what to which record, and how it stands. */
export interface NodeStory {
  style: EventStyle;
  who: string | null;
  words: string;
  record: RecordRef | null;
  /** Of what has a life of its own: a delivery, a run, a job. */
  state: string | null;
  /** All of it, to be searched. */
  text: string;
}

type Told = Omit<NodeStory, 'text'>;

const kinds: Record<string, (node: TraceNode) => Told> = {
  version: tellVersion,
  event: tellEvent,
  job: (node) => tellStep(node, 'bolt', `job ${text(node, 'name') ?? ''} in ${queueOf(node)}`),
  delivery: (node) => tellStep(node, 'inbox', `delivery to ${subscriberOf(node)}`),
  workflow_run: (node) => tellStep(node, 'flow', `workflow “${workflowOf(node)}”`),
  notification: (node) => tellStep(node, 'bell', `told “${text(node, 'title') ?? node.id}”`),
};

export function describeNode(node: TraceNode): NodeStory {
  const tell = kinds[node.kind] ?? ((other) => tellStep(other, 'dot', `${other.kind} ${other.id}`));
  const told = tell(node);
  const { who, words, record, state } = told;
  const searched = [who, words, record && `${record.type} #${record.id}`, state, node.id];
  return { ...told, text: searched.filter(Boolean).join(' ').replaceAll(/\s+/g, ' ') };
}

/** What each kind is called, one and many. */
const names: Record<string, [string, string]> = {
  version: ['change', 'changes'],
  delivery: ['delivery', 'deliveries'],
  workflow_run: ['workflow run', 'workflow runs'],
};

export function kindName(kind: string, count = 1): string {
  const [one, many] = names[kind] ?? [kind.replaceAll('_', ' '), `${kind.replaceAll('_', ' ')}s`];
  return count === 1 ? one : many;
}

function tellVersion(node: TraceNode): Told {
  const story = tellChange({
    event: text(node, 'event') ?? 'update',
    changed: Array.isArray(node['changed']) ? (node['changed'] as string[]) : [],
    itemType: node.item_type ?? 'record',
    itemId: node.item_id ?? '?',
    aggregateType: text(node, 'aggregate_type'),
    aggregateId: text(node, 'aggregate_id'),
  });
  return {
    style: eventStyle(text(node, 'event') ?? 'update'),
    who: actorName(text(node, 'whodunnit')),
    words: [story.verb, story.fields, story.preposition].filter(Boolean).join(' '),
    record: story.record,
    state: null,
  };
}

function tellEvent(node: TraceNode): Told {
  const action = text(node, 'event') ?? text(node, 'action') ?? 'event';
  return {
    style: eventStyle(action),
    who: actorName(actorOf(node)),
    words: eventWords(action),
    record: recordOf(node),
    state: null,
  };
}

function tellStep(node: TraceNode, icon: IconName, words: string): Told {
  const state = stateOf(node);
  const tone = state !== null && badStates.has(state) ? 'destroy' : 'quiet';
  return {
    style: { icon, tone, label: kindName(node.kind) },
    who: null,
    words,
    record: null,
    state,
  };
}

/** Actions that people say otherwise than `comment edited on`. */
const said: Record<string, string> = {
  opened: 'opened',
  closed: 'closed',
  reopened: 'reopened',
  renamed: 'renamed',
  viewed: 'looked at',
  comment_added: 'commented on',
  label_added: 'labelled',
  locked: 'locked',
  unlocked: 'unlocked',
  pinned: 'pinned',
  unpinned: 'unpinned',
  subscribed: 'subscribed to',
  unsubscribed: 'unsubscribed from',
};

function eventWords(action: string): string {
  return said[action] ?? `${action.replaceAll('_', ' ')} on`;
}

const badStates = new Set(['dead', 'parked', 'failed', 'error', 'quarantined']);

/** How it stands; a run whose conditions matched is under way. */
export function stateOf(node: TraceNode): string | null {
  const status = text(node, 'status');
  if (node.kind === 'workflow_run' && status === 'matched') return 'running';
  return text(node, 'state') ?? status;
}

function actorOf(node: TraceNode): string | null {
  const actor = node['actor'] ?? node['actor_id'] ?? node['whodunnit'];
  if (typeof actor === 'object' && actor !== null && 'id' in actor) return String(actor.id);
  return typeof actor === 'string' ? actor : null;
}

function recordOf({ item_type: type, item_id: id }: TraceNode): RecordRef | null {
  return type === undefined || id === undefined ? null : { type, id };
}

function queueOf(node: TraceNode): string {
  return text(node, 'queue') ?? node.id.split(':')[0] ?? '';
}

function subscriberOf(node: TraceNode): string {
  const target = text(node, 'target');
  return [text(node, 'subscriber') ?? '', target ? `(${target})` : ''].filter(Boolean).join(' ');
}

function workflowOf(node: TraceNode): string {
  return text(node, 'workflow_name') ?? text(node, 'name') ?? text(node, 'workflow_id') ?? '';
}

function text(node: TraceNode, fact: string): string | null {
  const value = node[fact];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
