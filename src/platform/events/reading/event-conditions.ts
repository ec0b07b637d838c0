import { InvalidEventQueryError, UnknownActionError } from '../events.errors.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { isoTime } from '../utils/iso-time.util.js';
import type { EventFilter } from './event-query.interface.js';

/** The values of a statement's parameters, which grow with its conditions. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and answers its placeholder. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/**
 * The conditions of a filter on the table aliased `event`.
 * @throws InvalidEventQueryError, UnknownActionError
 */
export function conditionsOf(
  events: AggregateEvents,
  filter: EventFilter,
  parameters: Parameters,
): string[] {
  const { actions, actor, record, since, until } = filter;
  const conditions: string[] = [];
  if (actions !== undefined) {
    const unknown = actions.find((action) => !events.actions.includes(action));
    if (unknown !== undefined) {
      throw new UnknownActionError(events.aggregate, unknown, events.actions);
    }
    conditions.push(`event.action = ANY(${parameters.add(actions)}::text[])`);
  }
  if (actor !== undefined) {
    const { id, type } = typeof actor === 'string' ? { id: actor } : actor;
    conditions.push(`event.actor_id = ${parameters.add(id)}`);
    if (type !== undefined) {
      conditions.push(`event.actor_type = ${parameters.add(type)}`);
    }
  }
  if (record !== undefined) {
    conditions.push(`event.record_type = ${parameters.add(record.type)}`);
    conditions.push(`event.record_id = ${parameters.add(record.id)}`);
  }
  if (since !== undefined) {
    conditions.push(
      `event.occurred_at >= ${parameters.add(momentOf('since', since))}::timestamptz`,
    );
  }
  if (until !== undefined) {
    conditions.push(`event.occurred_at < ${parameters.add(momentOf('until', until))}::timestamptz`);
  }
  return conditions;
}

function momentOf(field: string, moment: string | Date): string {
  const iso = isoTime(moment);
  if (iso === undefined) {
    throw new InvalidEventQueryError(
      field,
      'is no moment',
      'Send ISO 8601 with its zone: 2026-01-31T12:00:00Z.',
    );
  }
  return iso;
}

/** @throws InvalidEventQueryError when it is no whole number from 1 to `most` */
export function limitOf(limit: number, most: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new InvalidEventQueryError(
      'limit',
      `is ${limit}`,
      `Send a whole number from 1 to ${most}.`,
    );
  }
  return limit;
}
