import type { EntityManager } from 'typeorm';
import type { SyncPeer } from '../peers/sync-peer.js';
import { recordKey } from '../records/record-mappings.js';

/** What was changed here that the peer did not know of when it sent its message. */
export interface ConcurrentChanges {
  readonly isDestroyed: boolean;
  /** Milliseconds of the last of them. */
  readonly lastAt: number;
  /** Milliseconds of the last change of a column; undefined when it was not touched. */
  readonly changedAt: (column: string) => number | undefined;
}

/** A record, and the last message of ours that the peer had when it changed it. */
export interface SeenRecord {
  readonly itemType: string;
  readonly itemId: string;
  readonly seen: string;
}

interface Row {
  readonly event: string;
  readonly changed: string[] | null;
  readonly at: string;
}

/**
 * Messages to the peer that it had not got when it made its own, and versions that are not messages
 * yet. A Ruby gem does not say what it knew: what it has acknowledged counts as known.
 */
export async function concurrentChanges(
  manager: EntityManager,
  peer: SyncPeer,
  item: { readonly itemType: string; readonly itemId: string },
  seen: string,
): Promise<ConcurrentChanges | undefined> {
  const rows = await manager.query<Row[]>(
    `WITH told AS (
       SELECT max(o.version_id) AS version_id FROM backstory.outbound_messages o
       WHERE o.peer = $1 AND o.item_type = $2 AND o.item_id = $3)
     SELECT * FROM (
       SELECT o.event, o.changed, floor(extract(epoch FROM o.occurred_at) * 1000) AS at
       FROM backstory.outbound_messages o
       WHERE o.peer = $1 AND o.item_type = $2 AND o.item_id = $3 AND o.id > $4::bigint
       UNION ALL
       SELECT v.event,
         CASE WHEN v.event <> 'create' THEN ARRAY(SELECT jsonb_object_keys(v.object_changes)) END,
         floor(extract(epoch FROM v.created_at) * 1000)
       FROM backstory.versions v JOIN backstory.sync_peers p ON p.name = $1
       WHERE v.item_type = $2 AND v.item_id = $3
         AND v.id > coalesce((SELECT version_id FROM told), 0)
         AND v.created_at >= p.created_at
         AND NOT (v.source = 'sync' AND v.meta ->> 'sync_peer' IS NOT DISTINCT FROM $1)
     ) AS changes ORDER BY at`,
    [peer.name, item.itemType, item.itemId, seen],
  );
  const last = rows.at(-1);
  if (!last) return undefined;
  const byColumn = new Map<string, number>();
  let whole: number | undefined;
  for (const { changed, at } of rows) {
    // Made, destroyed, or sent as a whole: every column was touched.
    if (changed === null) whole = Number(at);
    for (const column of changed ?? []) byColumn.set(column, Number(at));
  }
  const changedAt = (column: string): number | undefined => {
    const moments = [whole, byColumn.get(column)].filter((moment) => moment !== undefined);
    return moments.length > 0 ? Math.max(...moments) : undefined;
  };
  return { isDestroyed: last.event === 'destroy', lastAt: Number(last.at), changedAt };
}

/** Of the records those that were changed here without the peer knowing; by `recordKey`. */
export async function concurrentlyChanged(
  manager: EntityManager,
  peer: SyncPeer,
  records: readonly SeenRecord[],
): Promise<Set<string>> {
  if (records.length === 0) return new Set();
  const rows = await manager.query<{ item_type: string; item_id: string }[]>(
    `SELECT c.item_type, c.item_id
     FROM unnest($2::text[], $3::text[], $4::bigint[]) AS c (item_type, item_id, seen)
     CROSS JOIN LATERAL (
       SELECT max(o.id) AS id, max(o.version_id) AS version_id FROM backstory.outbound_messages o
       WHERE o.peer = $1 AND o.item_type = c.item_type AND o.item_id = c.item_id) AS told
     WHERE told.id > c.seen OR EXISTS (
       SELECT 1 FROM backstory.versions v JOIN backstory.sync_peers p ON p.name = $1
       WHERE v.item_type = c.item_type AND v.item_id = c.item_id
         AND v.id > coalesce(told.version_id, 0) AND v.created_at >= p.created_at
         AND NOT (v.source = 'sync' AND v.meta ->> 'sync_peer' IS NOT DISTINCT FROM $1))`,
    [
      peer.name,
      records.map(({ itemType }) => itemType),
      records.map(({ itemId }) => itemId),
      records.map(({ seen }) => seen),
    ],
  );
  return new Set(rows.map((row) => recordKey({ itemType: row.item_type, id: row.item_id })));
}
