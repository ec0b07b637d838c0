import { z } from 'zod';
import type { VersionRecord } from '../reading/version-record.interface.js';

const imageSchema = z.record(z.string(), z.unknown());

/** `{column: [old, new]}`. */
export const changesSchema = z
  .record(z.string(), z.tuple([z.unknown(), z.unknown()]))
  .meta({ example: { title: ['Draft', 'Why we keep history'] } });

/** A version as HTTP shows it. */
export const versionSchema = z.object({
  id: z.string().meta({ example: '4711' }),
  item_type: z.string().meta({ example: 'Post' }),
  item_subtype: z.string().nullable(),
  item_id: z.string().meta({ example: '7' }),
  event: z.string().meta({ example: 'update' }),
  whodunnit: z.string().meta({ example: 'alice' }),
  actor_type: z.string().meta({ example: 'user' }),
  reason: z.string().nullable().meta({ example: 'typo in the title' }),
  correlation_id: z.string().meta({ example: '019a7f3e-5b1c-7c11-9a62-0f2d4c8e1b33' }),
  causation_id: z.string().nullable().meta({ example: 'version:4700' }),
  tx_id: z.string().meta({ example: '88231' }),
  source: z.string().meta({ example: 'application' }),
  aggregate_type: z.string().nullable(),
  aggregate_id: z.string().nullable(),
  meta: imageSchema.nullable(),
  object: imageSchema.nullable().meta({
    description:
      'The state before; null for a create. bigint and numeric values are strings, JSON null in a json column is {"$json": null}.',
  }),
  object_changes: changesSchema,
  schema_version: z.int().meta({ example: 1 }),
  created_at: z.string().meta({ example: '2026-11-21T18:05:00.123456Z' }),
});

/** A page of versions, newest first. */
export const versionPageSchema = z.object({
  items: z.array(versionSchema),
  next: z.string().nullable().meta({ description: 'Give it as `after`; null on the last page.' }),
  feed_position: z.string().meta({
    description: 'Where a stream continues that must not miss what comes after this page.',
    example: '3f2a9c01b7de-1042',
  }),
});

/** A version without the columns that the caller must not see. */
export function versionView(
  version: VersionRecord,
  hidden: ReadonlySet<string>,
): z.output<typeof versionSchema> {
  return {
    id: version.id,
    item_type: version.itemType,
    item_subtype: version.itemSubtype,
    item_id: version.itemId,
    event: version.event,
    whodunnit: version.whodunnit,
    actor_type: version.actorType,
    reason: version.reason,
    correlation_id: version.correlationId,
    causation_id: version.causationId,
    tx_id: version.txId,
    source: version.source,
    aggregate_type: version.aggregateType,
    aggregate_id: version.aggregateId,
    meta: version.meta,
    object: version.object && without(version.object, hidden),
    object_changes: without(version.objectChanges, hidden),
    schema_version: version.schemaVersion,
    created_at: version.createdAt,
  };
}

/** Leaves columns out of an image or of changes. */
export function without<T>(
  image: Readonly<Record<string, T>>,
  hidden: ReadonlySet<string>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(image).filter(([name]) => !hidden.has(name)));
}
