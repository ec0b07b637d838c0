import type { DataSource } from 'typeorm';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { actionCheckName } from './event-table.sql.js';

/** What the database has against the events that code defines. */
export interface EventTableDrift {
  readonly events: AggregateEvents;
  readonly kind: 'table missing' | 'check missing' | 'actions missing';
  /** The actions that the table accepts today. */
  readonly accepted: readonly string[];
  /** Those of the code that it refuses. */
  readonly refused: readonly string[];
}

interface Row {
  readonly exists: boolean;
  readonly definition: string | null;
}

/**
 * How the tables of events differ from the code. A table that accepts more than the code defines is
 * right: its history holds actions of earlier releases.
 * @publicApi
 */
export async function eventTableDrift(
  dataSource: DataSource,
  definitions: readonly AggregateEvents[],
): Promise<EventTableDrift[]> {
  const drift = await Promise.all(definitions.map((events) => driftOf(dataSource, events)));
  return drift.filter((finding) => finding !== undefined);
}

/** The finding in words, for people. */
export function describeEventTableDrift({ events, kind, refused }: EventTableDrift): string {
  switch (kind) {
    case 'table missing':
      return `the table ${events.table} does not exist`;
    case 'check missing':
      return `the table ${events.table} has no constraint ${actionCheckName(events.table)}`;
    default:
      return `the table ${events.table} refuses ${refused.join(', ')}`;
  }
}

async function driftOf(
  dataSource: DataSource,
  events: AggregateEvents,
): Promise<EventTableDrift | undefined> {
  const [row] = await dataSource.query<[Row]>(
    `SELECT to_regclass($1) IS NOT NULL AS exists,
       (SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = to_regclass($1) AND conname = $2 AND contype = 'c') AS definition`,
    [`public.${events.table}`, actionCheckName(events.table)],
  );
  if (!row.exists) {
    return { events, kind: 'table missing', accepted: [], refused: events.actions };
  }
  if (row.definition === null) {
    return { events, kind: 'check missing', accepted: [], refused: events.actions };
  }
  // Actions are made of letters, digits and underscores: nothing in the text needs unquoting.
  const accepted = [...row.definition.matchAll(/'([a-z0-9_]+)'/g)].map(([, action = '']) => action);
  const refused = events.actions.filter((action) => !accepted.includes(action));
  return refused.length > 0 ? { events, kind: 'actions missing', accepted, refused } : undefined;
}
