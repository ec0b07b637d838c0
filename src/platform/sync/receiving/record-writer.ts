import { stringify } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import type { AuditedColumn } from '../../audit/index.js';
import { quoteIdentifier } from '../../triggers/index.js';
import type { ReceivedEntity } from '../records/synced-entities.js';

type Values = Readonly<Record<string, unknown>>;

/** The row as history would store it, locked until the transaction ends; undefined when there is none. */
export async function lockRow(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  id: string,
): Promise<string | undefined> {
  const column = quoteIdentifier(key.databaseName);
  const [row] = await manager.query<{ image: string }[]>(
    `SELECT backstory.pinned_row_image(subject, NULL)::text AS image
     FROM ${entity.table} AS subject
     JOIN jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS typed
       ON subject.${column} = typed.${column}
     FOR UPDATE OF subject`,
    [keyJson(key, id)],
  );
  return row?.image;
}

/** Values go from the message to the table inside PostgreSQL, so that none passes through a driver. */
export async function updateRow(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  id: string,
  values: Values,
): Promise<void> {
  const columns = Object.keys(values).map(quoteIdentifier);
  if (columns.length === 0) return;
  const column = quoteIdentifier(key.databaseName);
  const own = [...entity.columns.values()]
    .filter(({ isVersion }) => isVersion)
    .map(({ databaseName }) => quoteIdentifier(databaseName));
  const assigned = [
    ...columns.map((name) => `${name} = given.${name}`),
    ...own.map((name) => `${name} = subject.${name} + 1`),
  ];
  await manager.query(
    `UPDATE ${entity.table} AS subject SET ${assigned.join(', ')}
     FROM jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS given,
       jsonb_populate_record(NULL::${entity.table}, $2::jsonb) AS typed
     WHERE subject.${column} = typed.${column}`,
    [stringify(values), keyJson(key, id)],
  );
}

/** @returns the key of the new row */
export async function insertRow(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  id: string | undefined,
  values: Values,
): Promise<string> {
  const row = { ...values, ...(id !== undefined && { [key.databaseName]: id }) };
  const versions = [...entity.columns.values()].filter(({ isVersion }) => isVersion);
  const names = Object.keys(row).map(quoteIdentifier);
  const into = [...names, ...versions.map(({ databaseName }) => quoteIdentifier(databaseName))];
  const from = [...names.map((name) => `given.${name}`), ...versions.map(() => '1')];
  if (into.length === 0) return insertDefaults(manager, entity.table, key);
  const [made] = await manager.query<{ id: string }[]>(
    `INSERT INTO ${entity.table} (${into.join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${from.join(', ')}
     FROM jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS given
     RETURNING ${quoteIdentifier(key.databaseName)}::text AS id`,
    [stringify(row)],
  );
  return made!.id;
}

export async function deleteRow(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  id: string,
): Promise<void> {
  const column = quoteIdentifier(key.databaseName);
  await manager.query(
    `DELETE FROM ${entity.table} AS subject
     USING jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS typed
     WHERE subject.${column} = typed.${column}`,
    [keyJson(key, id)],
  );
}

/** After an explicit id the sequence must not give the same one again. */
export async function advanceSequence(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  id: string,
): Promise<void> {
  if (!key.isGenerated || !/^\d{1,18}$/.test(id)) return;
  await manager.query(
    `SELECT setval(sequence.name, $3::bigint)
     FROM (SELECT pg_get_serial_sequence($1, $2)::regclass AS name) AS sequence
     WHERE sequence.name IS NOT NULL
       AND coalesce(pg_sequence_last_value(sequence.name), 0) < $3::bigint`,
    [entity.table, key.databaseName, id],
  );
}

async function insertDefaults(
  manager: EntityManager,
  table: string,
  key: AuditedColumn,
): Promise<string> {
  const [made] = await manager.query<{ id: string }[]>(
    `INSERT INTO ${table} DEFAULT VALUES RETURNING ${quoteIdentifier(key.databaseName)}::text AS id`,
  );
  return made!.id;
}

function keyJson(key: AuditedColumn, id: string): string {
  return JSON.stringify({ [key.databaseName]: id });
}
