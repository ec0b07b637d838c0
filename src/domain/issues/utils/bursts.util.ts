import type { IssueEvent } from '../issue.events.js';

/** What people do several of in one go. */
const KINDS: Readonly<Record<string, string>> = {
  label_added: 'labels',
  label_removed: 'labels',
  assigned: 'assignees',
  unassigned: 'assignees',
  mentioned: 'mentions',
  subscribed: 'subscriptions',
  unsubscribed: 'subscriptions',
};

const WITHIN = 60_000;
const MOST = 100;

/** One entry of a timeline: what one person did in one go, newest first. */
export interface Burst {
  /** The action, or what several actions of one kind are called together. */
  readonly kind: string;
  readonly parts: readonly [IssueEvent, ...IssueEvent[]];
}

/** Merges neighbours of one kind, by one actor, within a minute of the newest of them. */
export function burstsOf(newestFirst: readonly IssueEvent[]): Burst[] {
  const bursts: { kind: string; parts: [IssueEvent, ...IssueEvent[]] }[] = [];
  for (const event of newestFirst) {
    const last = bursts.at(-1);
    if (last && belongs(event, last)) {
      last.parts.push(event);
    } else {
      bursts.push({ kind: kindOf(event), parts: [event] });
    }
  }
  return bursts;
}

function belongs(event: IssueEvent, { kind, parts }: Burst): boolean {
  const [newest] = parts;
  return (
    event.action in KINDS &&
    kindOf(event) === kind &&
    event.actor.id === newest.actor.id &&
    event.actor.type === newest.actor.type &&
    Date.parse(newest.occurredAt) - Date.parse(event.occurredAt) <= WITHIN &&
    parts.length < MOST
  );
}

function kindOf({ action }: IssueEvent): string {
  return KINDS[action] ?? action;
}
