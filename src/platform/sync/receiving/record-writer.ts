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

/**
 * The statement that writes these columns of a row; `$1` is the row in JSON, its key included. Values go
 * from the message to the table inside PostgreSQL, so that none passes through a driver.
 */
export function updateStatement(
  { entity, key }: ReceivedEntity,
  columns: readonly string[],
): string {
  const column = quoteIdentifier(key.databaseName);
  const assigned = [
    ...columns.map(quoteIdentifier).map((name) => `${name} = given.${name}`),
    ...versionColumns(entity).map((name) => `${name} = subject.${name} + 1`),
  ];
  return `UPDATE ${entity.table} AS subject SET ${assigned.join(', ')}
     FROM jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS given
     WHERE subject.${column} = given.${column} RETURNING subject.${column}::text AS id`;
}

/** The statement that makes a row of these columns, and answers its key. */
export function insertStatement(
  { entity, key }: ReceivedEntity,
  columns: readonly string[],
): string {
  const versions = versionColumns(entity);
  const names = columns.map(quoteIdentifier);
  const returning = `RETURNING ${quoteIdentifier(key.databaseName)}::text AS id`;
  // The row of `$1` is read all the same: every statement of the kind takes it.
  if (names.length + versions.length === 0) {
    return `INSERT INTO ${entity.table} DEFAULT VALUES ${returning}`;
  }
  const from = [...names.map((name) => `given.${name}`), ...versions.map(() => '1')];
  return `INSERT INTO ${entity.table} (${[...names, ...versions].join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${from.join(', ')}
     FROM jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS given ${returning}`;
}

/** The statement that makes many rows of these columns, of an array in JSON. */
export function insertManyStatement(
  { entity }: ReceivedEntity,
  columns: readonly string[],
): string {
  const versions = versionColumns(entity);
  const names = columns.map(quoteIdentifier);
  const from = [...names.map((name) => `given.${name}`), ...versions.map(() => '1')];
  return `INSERT INTO ${entity.table} (${[...names, ...versions].join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${from.join(', ')}
     FROM jsonb_populate_recordset(NULL::${entity.table}, $1::jsonb) AS given`;
}

/** So many keys that the table's sequence gives; none when it has no sequence. */
export async function takeKeys(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  count: number,
): Promise<string[]> {
  if (!key.isGenerated) return [];
  const rows = await manager.query<{ id: string }[]>(
    `SELECT nextval(sequence.name)::text AS id
     FROM (SELECT pg_get_serial_sequence($1, $2)::regclass AS name) AS sequence, generate_series(1, $3)
     WHERE sequence.name IS NOT NULL`,
    [entity.table, key.databaseName, count],
  );
  return rows.map(({ id }) => id);
}

/** A row in JSON with its key, as the statements take it. */
export function rowJson({ key }: ReceivedEntity, id: string | undefined, values: Values): string {
  return stringify({ ...values, ...(id !== undefined && { [key.databaseName]: id }) })!;
}

export async function updateRow(
  manager: EntityManager,
  received: ReceivedEntity,
  id: string,
  values: Values,
): Promise<void> {
  const columns = Object.keys(values);
  if (columns.length === 0) return;
  await manager.query(updateStatement(received, columns), [rowJson(received, id, values)]);
}

/** @returns the key of the new row */
export async function insertRow(
  manager: EntityManager,
  received: ReceivedEntity,
  id: string | undefined,
  values: Values,
): Promise<string> {
  const columns = columnsOf(received, id, values);
  const given = columns.length > 0 ? [rowJson(received, id, values)] : [];
  const [made] = await manager.query<{ id: string }[]>(insertStatement(received, columns), given);
  return made!.id;
}

/** The columns of a new row, the key only when it is given. */
export function columnsOf(
  { key }: ReceivedEntity,
  id: string | undefined,
  values: Values,
): readonly string[] {
  return id === undefined ? Object.keys(values) : [...Object.keys(values), key.databaseName];
}

/** Of the records those that are here, locked until the transaction ends. */
export async function lockRows(
  manager: EntityManager,
  { entity, key }: ReceivedEntity,
  ids: readonly string[],
): Promise<Set<string>> {
  const column = quoteIdentifier(key.databaseName);
  const rows = await manager.query<{ id: string }[]>(
    `SELECT subject.${column}::text AS id
     FROM jsonb_populate_recordset(NULL::${entity.table}, $1::jsonb) AS typed
     JOIN ${entity.table} AS subject ON subject.${column} = typed.${column}
     ORDER BY subject.${column} FOR UPDATE OF subject`,
    [JSON.stringify(ids.map((id) => ({ [key.databaseName]: id })))],
  );
  return new Set(rows.map(({ id }) => id));
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

function versionColumns(entity: ReceivedEntity['entity']): string[] {
  return [...entity.columns.values()]
    .filter(({ isVersion }) => isVersion)
    .map(({ databaseName }) => quoteIdentifier(databaseName));
}

function keyJson(key: AuditedColumn, id: string): string {
  return JSON.stringify({ [key.databaseName]: id });
}
