import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { InvalidAuditQueryError } from '../audit.errors.js';
import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';
import type { Scalar } from '../decorators/audited.decorator.js';
import { quoteIdentifier } from '../../triggers/index.js';
import { instant, pageSize } from './audit-input.js';
import { isJsonColumn } from './exact-columns.js';
import { hydrate, type PopulatedRow } from './hydrate.js';
import { lastIdUntil } from './last-id-until.sql.js';
import { populated, populatedColumns } from './populated-columns.js';

/** Which records of a set, and how many. */
export interface AsOfOptions {
  /** Only records whose properties had these values then. */
  readonly where?: Readonly<Record<string, Scalar>>;
  /** The `next` of the page before. */
  readonly after?: string;
  /** @defaultValue 50; at most 200 */
  readonly limit?: number;
}

/** One page of a set as it was, in the order of the item ids' text. */
export interface AsOfPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * Walks the item ids of the type along the index, and takes the last version of each up to the
 * time: one statement whose cost grows with the records of a page, not with their versions.
 */
function statement(entity: AuditedEntity, conditions: string, limit: number): string {
  return `
    WITH RECURSIVE items AS (
      (SELECT item_id FROM backstory.versions
       WHERE item_type = $1 AND ($3::text IS NULL OR item_id > $3) ORDER BY item_id LIMIT 1)
      UNION ALL
      SELECT (SELECT v.item_id FROM backstory.versions v
              WHERE v.item_type = $1 AND v.item_id > items.item_id ORDER BY v.item_id LIMIT 1)
      FROM items WHERE items.item_id IS NOT NULL
    )
    SELECT v.item_id, ${populatedColumns(entity, 'r')}
    FROM items
    JOIN backstory.versions v
      ON v.id = (${lastIdUntil('$1', 'items.item_id', '$2::timestamptz')})
    CROSS JOIN ${populated(entity, 'backstory.restorable(backstory.state_after(v.object, v.object_changes))', 'r')}
    CROSS JOIN jsonb_populate_record(null::${entity.table}, $4::jsonb) AS wanted
    WHERE v.event <> 'destroy'${conditions}
    LIMIT ${limit + 1}`;
}

/** The records of an entity as they were at a time. */
export async function asOf(
  manager: EntityManager,
  entity: AuditedEntity,
  asked: EntityMetadata,
  time: Date | string,
  options: AsOfOptions,
): Promise<AsOfPage<ObjectLiteral>> {
  const limit = pageSize(options.limit);
  const where = wantedColumns(entity, options.where ?? {});
  const conditions = where.map(([column]) => {
    const name = quoteIdentifier(column.databaseName);
    return ` AND r.${name} IS NOT DISTINCT FROM wanted.${name}`;
  });
  const image = Object.fromEntries(where.map(([column, value]) => [column.databaseName, value]));
  const parameters: unknown[] = [
    entity.itemType,
    instant(time),
    options.after ?? null,
    JSON.stringify(image),
  ];
  if (asked !== entity.metadata && entity.metadata.discriminatorColumn) {
    const name = quoteIdentifier(entity.metadata.discriminatorColumn.databaseName);
    parameters.push(subclassValues(asked));
    conditions.push(` AND r.${name}::text = ANY($5::text[])`);
  }
  const rows = await manager.query<(PopulatedRow & { item_id: string })[]>(
    statement(entity, conditions.join(''), limit),
    parameters,
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => hydrate(entity, row)),
    next: rows.length > limit ? page.at(-1)!.item_id : null,
  };
}

function subclassValues(asked: EntityMetadata): (string | undefined)[] {
  return [asked, ...asked.childEntityMetadatas].map((metadata) => metadata.discriminatorValue);
}

function wantedColumns(
  entity: AuditedEntity,
  where: Readonly<Record<string, Scalar>>,
): [AuditedColumn, Scalar][] {
  return Object.entries(where).map(([name, value]) => {
    const column = [...entity.columns.values()].find(
      (known) => known.propertyPath === name || known.databaseName === name,
    );
    if (column === undefined || isJsonColumn(column)) {
      throw new InvalidAuditQueryError(
        'where',
        `"${name}" is no plain column of ${entity.itemType}`,
      );
    }
    return [column, value];
  });
}
