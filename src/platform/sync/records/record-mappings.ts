import type { EntityManager } from 'typeorm';

/** A record of this deployment. */
export interface LocalRecord {
  readonly itemType: string;
  readonly id: string;
}

/** Where a record was made, and its id there. */
export interface Original {
  readonly origin: string;
  readonly originalId: string;
}

/** Where records were made that this deployment got from others; what is not here was made here. */
export async function originalsOf(
  manager: EntityManager,
  records: readonly LocalRecord[],
): Promise<Map<string, Original>> {
  if (records.length === 0) return new Map();
  const rows = await manager.query<
    { item_type: string; local_id: string; origin: string; original_id: string }[]
  >(
    `SELECT m.item_type, m.local_id, m.origin, m.original_id
     FROM backstory.sync_mappings m
     JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS wanted (item_type, id)
       ON m.item_type = wanted.item_type AND m.local_id = wanted.id`,
    [records.map(({ itemType }) => itemType), records.map(({ id }) => id)],
  );
  return new Map(
    rows.map((row) => [
      recordKey({ itemType: row.item_type, id: row.local_id }),
      { origin: row.origin, originalId: row.original_id },
    ]),
  );
}

/** The record that stands here for one that was made elsewhere. */
export async function localIdOf(
  manager: EntityManager,
  itemType: string,
  { origin, originalId }: Original,
): Promise<string | undefined> {
  const [row] = await manager.query<{ local_id: string }[]>(
    `SELECT local_id FROM backstory.sync_mappings
     WHERE item_type = $1 AND origin = $2 AND original_id = $3`,
    [itemType, origin, originalId],
  );
  return row?.local_id;
}

/** The records that stand here for some that were made elsewhere; what is not here is left out. */
export async function localIdsOf(
  manager: EntityManager,
  records: readonly (Original & { readonly itemType: string })[],
): Promise<(Original & LocalRecord)[]> {
  return manager.query(
    `SELECT m.item_type AS "itemType", m.origin, m.original_id AS "originalId", m.local_id AS id
     FROM backstory.sync_mappings m
     JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[]))
       AS wanted (item_type, origin, original_id) USING (item_type, origin, original_id)`,
    [
      records.map(({ itemType }) => itemType),
      records.map(({ origin }) => origin),
      records.map(({ originalId }) => originalId),
    ],
  );
}

/** Remembers which records stand for some that were made elsewhere. */
export async function rememberOriginals(
  manager: EntityManager,
  records: readonly (LocalRecord & Original)[],
): Promise<void> {
  if (records.length === 0) return;
  await manager.query(
    `INSERT INTO backstory.sync_mappings (item_type, origin, original_id, local_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
     ON CONFLICT (item_type, origin, original_id) DO UPDATE SET local_id = excluded.local_id`,
    [
      records.map(({ itemType }) => itemType),
      records.map(({ origin }) => origin),
      records.map(({ originalId }) => originalId),
      records.map(({ id }) => id),
    ],
  );
}

/** One text for a record, to look it up by. */
export function recordKey({ itemType, id }: LocalRecord): string {
  return `${itemType}:${id}`;
}
