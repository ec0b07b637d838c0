import type { DataSource, QueryRunner } from 'typeorm';
import { auditPolicy, AuditedEntities, type AuditedEntity } from '../../audit/index.js';
import { quoteIdentifier } from '../../triggers/index.js';
import { changedValue } from './changed-value.js';
import type { CanaryOutcome } from './finding.interface.js';

interface ChosenRow {
  readonly partition: string;
  readonly place: string;
}

interface CanaryColumn {
  readonly name: string;
  readonly type: string;
  readonly category: string;
  readonly nullable: boolean;
}

/**
 * Changes one value of one row for real, sees whether a version came of it, and rolls everything back.
 *
 * The row is one that nobody holds, and stays locked for a moment; the table's other triggers run too,
 * so what they do outside the database is done. A column that a constraint guards is left for the
 * next. It shows that changes are seen; that inserts and deletes are, the catalogue says.
 */
export async function tryCanary(
  dataSource: DataSource,
  entity: AuditedEntity,
): Promise<CanaryOutcome> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query(`SET LOCAL lock_timeout = '250ms'`);
    await queryRunner.query(`SET LOCAL statement_timeout = '2s'`);
    // Nobody told this transaction who acts: it is one of another program.
    await queryRunner.query('SELECT 1');
    await queryRunner.query(`SELECT set_config('backstory.context', '', true)`);
    return await attempt(queryRunner, entity);
  } catch {
    // Locked, too slow, or not readable: nothing is known about it.
    return 'nothing to try';
  } finally {
    if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction();
    await queryRunner.release();
  }
}

async function attempt(queryRunner: QueryRunner, entity: AuditedEntity): Promise<CanaryOutcome> {
  const policy = auditPolicy(entity, AuditedEntities.of(queryRunner.dataSource));
  const [row] = (await queryRunner.query(
    `SELECT tableoid::text AS partition, ctid::text AS place FROM ${entity.table} AS subject
     WHERE ($1::jsonb IS NULL OR backstory.row_meets(to_jsonb(subject), $1))
       AND ($2::jsonb IS NULL OR NOT backstory.row_meets(to_jsonb(subject), $2))
     LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [toJson(policy.if), toJson(policy.unless)],
  )) as ChosenRow[];
  if (row === undefined) return 'nothing to try';

  const untouchable = new Set([
    ...entity.keyColumns,
    ...(policy.ignore ?? []),
    ...(policy.skip ?? []),
    ...Object.keys(policy.if ?? {}),
    ...Object.keys(policy.unless ?? {}),
    ...(policy.discriminator === undefined ? [] : [policy.discriminator]),
  ]);
  for (const column of await columnsOf(queryRunner, entity)) {
    const notable = policy.only === undefined || policy.only.includes(column.name);
    const outcome =
      notable && !untouchable.has(column.name)
        ? await change(queryRunner, entity, row, column)
        : undefined;
    if (outcome !== undefined) return outcome;
  }
  return 'nothing to try';
}

/** The columns that an UPDATE may set, those first whose values are rarely constrained. */
function columnsOf(queryRunner: QueryRunner, { table }: AuditedEntity): Promise<CanaryColumn[]> {
  return queryRunner.query(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type, typcategory AS category,
       NOT attnotnull AS nullable
     FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
       AND attgenerated = '' AND attidentity <> 'a'
       AND NOT EXISTS (SELECT FROM pg_constraint
         WHERE conrelid = attrelid AND contype = 'f' AND attnum = ANY (conkey))
     ORDER BY position(typcategory::text IN 'BDNS') = 0, position(typcategory::text IN 'BDNS'), attnum`,
    [table],
  ) as Promise<CanaryColumn[]>;
}

/** Undefined when the column could not be changed. */
async function change(
  queryRunner: QueryRunner,
  { table, itemType }: AuditedEntity,
  row: ChosenRow,
  column: CanaryColumn,
): Promise<CanaryOutcome | undefined> {
  const name = quoteIdentifier(column.name);
  const value = changedValue(name, column);
  if (value === undefined) return undefined;
  const here = 'tableoid = $1::oid AND ctid = $2::tid';
  await queryRunner.query('SAVEPOINT canary');
  try {
    const [before] = (await queryRunner.query(
      `SELECT coalesce(max(id), 0)::text AS id FROM backstory.versions`,
    )) as [{ id: string }];
    const [, changed] = (await queryRunner.query(
      `UPDATE ${table} SET ${name} = ${value} WHERE ${here}
         AND to_jsonb(${name}) IS DISTINCT FROM to_jsonb((${value})::${column.type})`,
      [row.partition, row.place],
    )) as [unknown, number];
    if (changed === 0) return undefined;
    const [after] = (await queryRunner.query(
      `SELECT EXISTS (SELECT FROM backstory.versions
         WHERE id > $1 AND tx_id = pg_current_xact_id() AND item_type = $2) AS recorded`,
      [before.id, itemType],
    )) as [{ recorded: boolean }];
    return after.recorded ? 'recorded' : 'silent';
  } catch {
    return undefined;
  } finally {
    await queryRunner.query('ROLLBACK TO SAVEPOINT canary');
  }
}

function toJson(condition: object | undefined): string | null {
  return condition === undefined ? null : JSON.stringify(condition);
}
