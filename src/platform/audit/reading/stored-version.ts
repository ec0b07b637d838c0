import type { AuditedEntity } from '../audited-entities.js';
import type { VersionEvent } from '../entities/version.entity.js';
import { type ExactImage, type ExactJson, parseExact, plainJson } from './exact-json.js';
import { hasExactNumbers } from './exact-columns.js';
import type { VersionRecord } from './version-record.interface.js';

/** The columns of a version as text, so that no value passes through a driver's parser. */
export const VERSION_COLUMNS = `
  v.id::text, v.item_type, v.item_subtype, v.item_id, v.event, v.object::text,
  v.object_changes::text, v.whodunnit, v.actor_type, v.reason, v.correlation_id, v.causation_id,
  v.tx_id::text, v.source, v.aggregate_type, v.aggregate_id, v.meta::text, v.schema_version,
  to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at`;

/** A row of `VERSION_COLUMNS`. */
export interface VersionRow {
  id: string;
  item_type: string;
  item_subtype: string | null;
  item_id: string;
  event: VersionEvent;
  object: string | null;
  object_changes: string;
  whodunnit: string;
  actor_type: string;
  reason: string | null;
  correlation_id: string;
  causation_id: string | null;
  tx_id: string;
  source: string;
  aggregate_type: string | null;
  aggregate_id: string | null;
  meta: string | null;
  schema_version: number;
  created_at: string;
}

/** A version as read: what callers see, and the images with exact numbers. */
export interface StoredVersion {
  readonly record: VersionRecord;
  readonly before: ExactImage | null;
  readonly after: ExactImage | null;
  readonly changes: Record<string, [ExactJson, ExactJson]>;
}

/** Reads a row; `entity` tells which columns are bigint or numeric. */
export function storedVersion(row: VersionRow, entity: AuditedEntity | undefined): StoredVersion {
  const before = row.object === null ? null : (parseExact(row.object) as ExactImage);
  const changes = parseExact(row.object_changes) as Record<string, [ExactJson, ExactJson]>;
  return { record: record(row, entity, before, changes), before, after: after(), changes };

  function after(): ExactImage | null {
    if (row.event === 'destroy') {
      return null;
    }
    const changed = Object.entries(changes).map(([name, [, value]]) => [name, value] as const);
    return Object.fromEntries([...Object.entries(before ?? {}), ...changed]);
  }
}

/** An image as plain JSON, with bigint and numeric columns as strings. */
export function plainImage(
  image: ExactImage,
  entity: AuditedEntity | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) => [
      name,
      plainJson(value, hasExactNumbers(entity, name)),
    ]),
  );
}

function record(
  row: VersionRow,
  entity: AuditedEntity | undefined,
  before: ExactImage | null,
  changes: Record<string, [ExactJson, ExactJson]>,
): VersionRecord {
  const plainChanges = Object.entries(changes).map(([name, pair]) => [
    name,
    plainJson(pair, hasExactNumbers(entity, name)),
  ]);
  return {
    id: row.id,
    itemType: row.item_type,
    itemSubtype: row.item_subtype,
    itemId: row.item_id,
    event: row.event,
    whodunnit: row.whodunnit,
    actorType: row.actor_type,
    reason: row.reason,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    txId: row.tx_id,
    source: row.source,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    meta: row.meta === null ? null : (plainJson(parseExact(row.meta)) as Record<string, unknown>),
    object: before && plainImage(before, entity),
    objectChanges: Object.fromEntries(plainChanges) as Record<string, [unknown, unknown]>,
    schemaVersion: row.schema_version,
    createdAt: row.created_at,
  };
}
