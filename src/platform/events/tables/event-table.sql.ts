import type { AggregateEvents } from '../interfaces/event-spec.interface.js';

type Table = Pick<AggregateEvents, 'table' | 'idColumn'>;

const list = (actions: readonly string[]): string =>
  [...actions]
    .sort()
    .map((action) => `'${action}'`)
    .join(', ');

/** The constraint that keeps actions which no code defines out of the table. */
export const actionCheckName = (table: string): string => `${table}_action_check`;

/**
 * The statements that create an aggregate's table of events. The aggregate's id is text without a
 * foreign key: its events outlive it, as its versions do.
 */
export function createTableSql({ table, idColumn }: Table, actions: readonly string[]): string[] {
  return [
    `CREATE TABLE public.${table} (
  id bigint PRIMARY KEY DEFAULT nextval('backstory.event_ids'),
  ${idColumn} text NOT NULL,
  action text NOT NULL CONSTRAINT ${actionCheckName(table)} CHECK (action IN (${list(actions)})),
  actor_id text NOT NULL,
  actor_type text NOT NULL,
  record_type text,
  record_id text,
  extra jsonb,
  schema_version smallint NOT NULL DEFAULT 1,
  correlation_id text NOT NULL,
  causation_id text,
  source text NOT NULL DEFAULT 'application',
  hits integer NOT NULL DEFAULT 1 CHECK (hits > 0),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
)`,
    `CREATE INDEX ${table}_feed ON public.${table} (${idColumn}, occurred_at, id)`,
    `CREATE INDEX ${table}_correlation ON public.${table} (correlation_id, id)`,
    `CREATE INDEX ${table}_causation ON public.${table} (causation_id, id)
  WHERE causation_id IS NOT NULL`,
    `CREATE INDEX ${table}_occurred_at ON public.${table} USING brin (occurred_at)`,
    // A throttled event's time, count and merged extra are all that may ever change.
    `CREATE TRIGGER ${table}_append_only BEFORE DELETE OR TRUNCATE OR UPDATE OF id, ${idColumn}, action,
    actor_id, actor_type, record_type, record_id, correlation_id, causation_id, source, created_at
  ON public.${table} FOR EACH STATEMENT EXECUTE FUNCTION backstory.refuse_event_rewrite()`,
  ];
}

export function dropTableSql({ table }: Table): string[] {
  return [`DROP TABLE public.${table}`];
}

/** The statements that let the table hold exactly these actions. */
export function replaceActionsSql({ table }: Table, actions: readonly string[]): string[] {
  const name = actionCheckName(table);
  return [
    `ALTER TABLE public.${table} DROP CONSTRAINT IF EXISTS ${name},
  ADD CONSTRAINT ${name} CHECK (action IN (${list(actions)}))`,
  ];
}
