import { parse } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { PublishedEntity } from '../records/synced-entities.js';
import type { PublishableChange } from './publishable-change.interface.js';

interface VersionRow {
  readonly id: string;
  readonly item_id: string;
  readonly event: string;
  readonly image: string;
  readonly changed: string[];
  readonly from_peer: string | null;
  readonly whodunnit: string;
  readonly correlation_id: string;
  readonly occurred_at: string;
}

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/**
 * The changes that versions tell of. A message carries the record as the version left it, so that
 * both sides have the same history; columns that history skips are taken from the row of now.
 */
export async function readVersions(
  manager: EntityManager,
  published: PublishedEntity,
  versionIds: readonly string[],
): Promise<PublishableChange[]> {
  const rows = await manager.query<VersionRow[]>(
    `SELECT v.id::text, v.item_id, v.event, v.whodunnit, v.correlation_id,
       (coalesce(live.image, '{}') || backstory.restorable(
         CASE WHEN v.event = 'destroy' THEN v.object
           ELSE backstory.state_after(v.object, v.object_changes) END))::text AS image,
       ARRAY(SELECT jsonb_object_keys(v.object_changes)) AS changed,
       CASE WHEN v.source = 'sync' THEN v.meta ->> 'sync_peer' END AS from_peer,
       to_char(v.created_at AT TIME ZONE 'UTC', ${UTC}) AS occurred_at
     FROM backstory.versions v
     LEFT JOIN LATERAL (
       SELECT backstory.pinned_row_image(subject, NULL) AS image
       FROM ${liveRow(published, 'v.item_id', '$3')}
     ) AS live ON v.event <> 'destroy'
     WHERE v.id = ANY($1::bigint[]) AND v.item_type = $2`,
    [versionIds, published.entity.itemType, published.key.databaseName],
  );
  return rows.map((row) => ({
    published,
    itemId: row.item_id,
    versionId: row.id,
    event: row.event,
    image: parse(row.image) as Record<string, unknown>,
    changed: row.event === 'create' ? null : row.changed,
    from: row.from_peer,
    whodunnit: row.whodunnit,
    correlationId: row.correlation_id,
    causationId: `version:${row.id}`,
    occurredAt: row.occurred_at,
  }));
}

/** A record as it is now, in the name of whoever `by` says; undefined when there is none. */
export async function readRecord(
  manager: EntityManager,
  published: PublishedEntity,
  itemId: string,
  by: Pick<PublishableChange, 'changed' | 'whodunnit' | 'correlationId' | 'causationId'> & {
    readonly occurredAt?: string | undefined;
  },
): Promise<PublishableChange | undefined> {
  const [row] = await manager.query<
    { image: string; version_id: string | null; occurred_at: string }[]
  >(
    `SELECT backstory.pinned_row_image(subject, NULL)::text AS image,
       (SELECT max(v.id)::text FROM backstory.versions v
        WHERE v.item_type = $2 AND v.item_id = $1) AS version_id,
       to_char(clock_timestamp() AT TIME ZONE 'UTC', ${UTC}) AS occurred_at
     FROM ${liveRow(published, '$1::text', '$3')}`,
    [itemId, published.entity.itemType, published.key.databaseName],
  );
  return (
    row && {
      ...by,
      published,
      itemId,
      versionId: row.version_id,
      event: 'update',
      image: parse(row.image) as Record<string, unknown>,
      from: null,
      occurredAt: by.occurredAt ?? row.occurred_at,
    }
  );
}

/** The row `subject` whose key has the text `id`; found by the key's own type, and so by its index. */
function liveRow({ entity, key }: PublishedEntity, id: string, keyName: string): string {
  const column = quoteIdentifier(key.databaseName);
  return `${entity.table} AS subject JOIN LATERAL jsonb_populate_record(
      NULL::${entity.table}, jsonb_build_object(${keyName}::text, ${id})) AS typed
    ON subject.${column} = typed.${column}`;
}
