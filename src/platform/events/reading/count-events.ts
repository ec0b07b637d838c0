import type { EntityManager } from 'typeorm';
import { InvalidEventQueryError } from '../events.errors.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { conditionsOf, Parameters } from './event-conditions.js';
import type { CountedBy, EventCount, EventCountQuery } from './event-query.interface.js';

/** More groups than anybody can look at; the question has to become narrower. */
const MOST_GROUPS = 10_000;

const period = (name: CountedBy): readonly string[] => [
  `to_char(date_trunc('${name}', event.occurred_at, 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS period`,
];

const COLUMNS: Readonly<Record<CountedBy, readonly string[]>> = {
  action: ['event.action AS action'],
  actor: ['event.actor_id AS actor_id', 'event.actor_type AS actor_type'],
  hour: period('hour'),
  day: period('day'),
  week: period('week'),
  month: period('month'),
  year: period('year'),
};

interface Row {
  readonly action?: string;
  readonly actor_id?: string;
  readonly actor_type?: string;
  readonly period?: string;
  readonly events: string;
  readonly hits: string;
}

/** @throws InvalidEventQueryError, UnknownActionError */
export async function countEvents(
  manager: EntityManager,
  events: AggregateEvents,
  query: EventCountQuery,
): Promise<EventCount[]> {
  const columns = columnsOf(query.by ?? ['action']);
  const parameters = new Parameters();
  const conditions = conditionsOf(events, query, parameters);
  if (query.aggregateId !== undefined) {
    conditions.push(`event.${events.idColumn} = ${parameters.add(query.aggregateId)}`);
  }
  const groups = columns.map((_, index) => index + 1).join(', ');
  const rows = await manager.query<Row[]>(
    `SELECT ${[...columns, 'count(*) AS events', 'sum(event.hits) AS hits'].join(', ')}
     FROM public.${events.table} AS event
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     GROUP BY ${groups} ORDER BY ${groups} LIMIT ${MOST_GROUPS + 1}`,
    parameters.values,
  );
  if (rows.length > MOST_GROUPS) {
    const remedy = 'Choose longer periods, fewer groups or a shorter time.';
    throw new InvalidEventQueryError('by', `makes more than ${MOST_GROUPS} groups`, remedy);
  }
  return rows.map(toCount);
}

function columnsOf(by: readonly CountedBy[]): string[] {
  const unknown = by.find((name) => !Object.hasOwn(COLUMNS, name));
  const periods = by.filter((name) => name !== 'action' && name !== 'actor');
  if (by.length === 0 || unknown !== undefined || periods.length > 1) {
    throw new InvalidEventQueryError(
      'by',
      unknown === undefined ? 'names no group or two periods' : `knows no "${unknown}"`,
      `Send some of action, actor and one of hour, day, week, month, year.`,
    );
  }
  return [...new Set(by)].flatMap((name) => COLUMNS[name]);
}

function toCount(row: Row): EventCount {
  const { action, actor_id: id, actor_type: type, period: begins } = row;
  return {
    ...(action !== undefined && { action }),
    ...(id !== undefined && type !== undefined && { actor: { id, type } }),
    ...(begins !== undefined && { period: begins }),
    events: Number(row.events),
    hits: Number(row.hits),
  };
}
