import { currentContext, uuidv7, type Actor } from '../../correlation/index.js';
import { InvalidEventError, UnknownActionError, type EventProblem } from '../events.errors.js';
import type { AggregateReference, EventOptions } from '../interfaces/event-input.interface.js';
import type { AggregateEvents, EventSpec } from '../interfaces/event-spec.interface.js';
import type { EventDraft } from './event-draft.interface.js';
import { isoTime } from '../utils/iso-time.util.js';
import { checkExtra } from './check-extra.js';
import { throttleOf, type Throttle } from './throttle.js';

/** Work that nobody asked for in person. */
const SYSTEM_ACTOR: Actor = { id: 'system', type: 'system' };

/** What to write, and how it is throttled. */
export interface PlannedEvent {
  readonly draft: EventDraft;
  readonly spec: EventSpec;
  readonly throttle: Throttle | undefined;
}

/** The input of whichever action, as it arrives at run time. */
export interface LooseInput extends EventOptions {
  readonly record?: unknown;
  readonly extra?: unknown;
}

/**
 * Checks everything that the types promise, for callers that got around them.
 * @throws UnknownActionError, InvalidEventError
 */
export async function planEvent(
  events: AggregateEvents,
  aggregate: AggregateReference,
  action: string,
  input: LooseInput,
): Promise<PlannedEvent> {
  const spec = Object.hasOwn(events.specs, action) ? events.specs[action] : undefined;
  if (spec === undefined) {
    throw new UnknownActionError(events.aggregate, action, events.actions);
  }
  const problems: EventProblem[] = [];
  const context = currentContext();
  const actor = input.actor ?? context?.actor ?? SYSTEM_ACTOR;
  const draft: EventDraft = {
    aggregate_id:
      idOf(aggregate) ??
      wrong(problems, 'aggregate', 'has no id', 'Pass a saved record or its id.'),
    action,
    actor_id: textOf(actor.id) ?? wrong(problems, 'actor.id', 'is no text', 'Pass {id, type}.'),
    actor_type:
      textOf(actor.type) ?? wrong(problems, 'actor.type', 'is no text', 'Pass {id, type}.'),
    record_type: recordType(spec),
    record_id: recordId(spec, input.record, problems),
    extra: await checkExtra(spec.extra, input.extra, problems),
    schema_version: spec.version ?? 1,
    correlation_id: context?.correlationId ?? uuidv7(),
    causation_id: context?.causationId ?? null,
    source: context?.source ?? 'application',
    occurred_at: timeOf(input.occurredAt ?? context?.occurredAt, problems),
  };
  const throttle = throttleOf(events.aggregate, spec, input, draft, problems);
  if (problems.length > 0) {
    throw new InvalidEventError(`${events.aggregate} ${action}`, problems);
  }
  return { draft, spec, throttle };
}

function recordType({ record }: EventSpec): string | null {
  return typeof record === 'function' ? record.name : (record ?? null);
}

function recordId(spec: EventSpec, record: unknown, problems: EventProblem[]): string | null {
  if (spec.record === undefined) {
    return record === undefined || record === null
      ? null
      : wrong(problems, 'record', 'is not known to this action', 'Leave it out.');
  }
  return (
    idOf(record) ??
    wrong(problems, 'record', `is no ${recordType(spec)}`, 'Pass a saved record or its id.')
  );
}

/** The id of a record, given as itself or in a record. */
function idOf(reference: unknown): string | undefined {
  const id = isObject(reference) ? reference.id : reference;
  if (typeof id === 'number') {
    return Number.isSafeInteger(id) ? String(id) : undefined;
  }
  return typeof id === 'bigint' ? String(id) : textOf(id);
}

function isObject(value: unknown): value is { readonly id?: unknown } {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function timeOf(moment: string | Date | undefined, problems: EventProblem[]): string | null {
  if (moment === undefined) {
    return null;
  }
  const remedy = 'Pass a Date, or ISO 8601 text with its zone.';
  return isoTime(moment) ?? wrong(problems, 'occurredAt', 'is no moment', remedy);
}

/** Notes a problem and stands in for the value that would have been. */
function wrong(problems: EventProblem[], field: string, problem: string, remedy: string): string {
  problems.push({ field, problem, remedy });
  return '';
}
