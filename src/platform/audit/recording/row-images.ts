import type { QueryRunner } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { AuditedEntity } from '../audited-entities.js';
import type { AuditPolicy } from '../policy/audit-policy.js';
import type { TransactionContext } from './transaction-context.js';

/** A primary key by column name. */
export type RowKey = Readonly<Record<string, unknown>>;

/** A changed row of one table; `before` is the image as JSON text, null for a new row. */
export interface ChangedRow {
  readonly key: RowKey;
  readonly before: string | null;
  readonly exists: boolean;
}

/**
 * The rows as they are now, locked against other writers until the transaction ends; as JSON text,
 * so that no number passes through a JavaScript one. In the order of `keys`, null where there is none.
 */
export async function lockRowImages(
  queryRunner: QueryRunner,
  entity: AuditedEntity,
  policy: AuditPolicy,
  keys: readonly RowKey[],
): Promise<(string | null)[]> {
  const rows = (await queryRunner.query(
    `SELECT wanted.position::integer AS position,
       backstory.pinned_row_image(subject, $2::jsonb)::text AS image
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted(key, position)
     CROSS JOIN LATERAL jsonb_populate_record(NULL::${entity.table}, wanted.key) AS typed
     JOIN ${entity.table} AS subject ON ${onKey(entity)}
     FOR UPDATE OF subject`,
    [JSON.stringify(keys), jsonColumns(policy)],
  )) as { position: number; image: string }[];
  const images = new Map(rows.map((row) => [row.position, row.image]));
  return keys.map((_, index) => images.get(index + 1) ?? null);
}

/** Makes the versions of rows that changed; the state after is read from the rows themselves. */
export async function recordChangedRows(
  queryRunner: QueryRunner,
  entity: AuditedEntity,
  policy: AuditPolicy,
  rows: readonly ChangedRow[],
  context: TransactionContext,
): Promise<void> {
  const changes = rows.map(({ key, before, exists }) => {
    return `{"key":${JSON.stringify(key)},"before":${before ?? 'null'},"exists":${exists}}`;
  });
  await queryRunner.query(
    `SELECT backstory.record_version($1::jsonb, nullif(change.before, 'null'),
       CASE WHEN change.exists THEN backstory.pinned_row_image(subject, $2::jsonb) END, $3::jsonb)
     FROM jsonb_to_recordset($4::jsonb) AS change(key jsonb, before jsonb, exists boolean)
     CROSS JOIN LATERAL jsonb_populate_record(NULL::${entity.table}, change.key) AS typed
     LEFT JOIN ${entity.table} AS subject ON ${onKey(entity)}
     WHERE NOT change.exists OR subject.${quoteIdentifier(entity.keyColumns[0] ?? '')} IS NOT NULL`,
    [
      JSON.stringify(policy),
      jsonColumns(policy),
      JSON.stringify(context),
      `[${changes.join(',')}]`,
    ],
  );
}

function onKey(entity: AuditedEntity): string {
  return entity.keyColumns
    .map((column) => `subject.${quoteIdentifier(column)} = typed.${quoteIdentifier(column)}`)
    .join(' AND ');
}

function jsonColumns(policy: AuditPolicy): string | null {
  return policy.json === undefined ? null : JSON.stringify(policy.json);
}
