import { createHash } from 'node:crypto';
import type { EventProblem } from '../events.errors.js';
import type { EventOptions } from '../interfaces/event-input.interface.js';
import type { Duration, EventSpec, OnThrottled } from '../interfaces/event-spec.interface.js';
import { milliseconds } from '../utils/duration.util.js';
import type { EventDraft } from './event-draft.interface.js';

/** How many windows one event slides before the next one starts. */
const DEFAULT_MOST_WINDOWS = 24;
/** An import may stop in the middle of a window and go on a week later. */
const PAST_SLOTS_LIVE = 7 * 86_400_000;

/** The slot that an event competes for. */
export interface Throttle {
  readonly key: string;
  /** Milliseconds. */
  readonly within: number;
  readonly most: number;
  /** Milliseconds after which nobody can need the slot any more. */
  readonly lifetime: number;
  readonly onThrottled: OnThrottled;
}

/** How an event is throttled; undefined when it is not. */
export function throttleOf(
  aggregate: string,
  spec: EventSpec,
  input: EventOptions,
  draft: EventDraft,
  problems: EventProblem[],
): Throttle | undefined {
  const within = durationOf(
    'throttleWithin',
    input.throttleWithin ?? spec.throttleWithin,
    problems,
  );
  const most = durationOf('throttleMax', input.throttleMax ?? spec.throttleMax, problems);
  const onThrottled = input.onThrottled ?? spec.onThrottled ?? 'touch';
  if (!['touch', 'ignore', 'merge'].includes(onThrottled)) {
    const remedy = 'Use touch, ignore or merge.';
    problems.push({ field: 'onThrottled', problem: `is "${onThrottled}"`, remedy });
  }
  if (within === undefined) {
    return undefined;
  }
  return {
    key: slotKey(aggregate, draft),
    within,
    most: most ?? within * DEFAULT_MOST_WINDOWS,
    lifetime: draft.occurred_at === null ? within : Math.max(within, PAST_SLOTS_LIVE),
    onThrottled,
  };
}

/**
 * Names the slot as a UUID. No record is a value like any other. What an import writes into the past
 * has slots of its own: it must neither move the window of what happens now nor be swallowed by it.
 */
function slotKey(aggregate: string, draft: EventDraft): string {
  const { aggregate_id, action, actor_type, actor_id, record_type, record_id, occurred_at } = draft;
  const road = occurred_at === null ? 'now' : 'past';
  const parts = [
    aggregate,
    aggregate_id,
    action,
    actor_type,
    actor_id,
    record_type,
    record_id,
    road,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function durationOf(
  field: string,
  duration: Duration | undefined,
  problems: EventProblem[],
): number | undefined {
  const value = duration === undefined ? undefined : milliseconds(duration);
  if (duration !== undefined && value === undefined) {
    const remedy = "Write '30s', '15m', '24h', '7d' or milliseconds.";
    problems.push({ field, problem: `is "${duration}", which is no duration`, remedy });
  }
  return value;
}
