import type { Version } from '../api/version.js';
import type { FeedEntry } from '../feed/feed-entry.js';
import { writerOf } from '../ui/writer-of.js';

/** One line of the activity list, whether it came with the first page or by the feed. */
export interface ActivityRow {
  /** The same for a version and for its feed entry, so that it shows once. */
  key: string;
  itemType: string;
  itemId: string;
  event: string;
  actor: string | null;
  actorType: string | null;
  source: string | null;
  correlationId: string | null;
  aggregateType: string | null;
  aggregateId: string | null;
  /** The program that wrote past the application, where it is known. */
  program: string | null;
  changed: string[];
  label: string | null;
  at: string;
  /** Came by the feed while the page was open. */
  live: boolean;
}

export function rowOfEntry(entry: FeedEntry): ActivityRow {
  return {
    key: `${entry.kind}:${entry.id}`,
    itemType: entry.item_type,
    itemId: entry.item_id,
    event: entry.event,
    actor: entry.actor,
    actorType: entry.actor_type,
    source: entry.source,
    correlationId: entry.correlation_id,
    aggregateType: entry.aggregate_type,
    aggregateId: entry.aggregate_id,
    program: entry.summary?.program ?? null,
    changed: entry.summary?.changed ?? [],
    label: entry.summary?.label ?? null,
    at: entry.occurred_at,
    live: true,
  };
}

/** `labelColumn` is the column that names records of this type, if the type has one. */
export function rowOfVersion(version: Version, labelColumn: string | null): ActivityRow {
  return {
    key: `version:${version.id}`,
    itemType: version.item_type,
    itemId: version.item_id,
    event: version.event,
    actor: version.whodunnit,
    actorType: version.actor_type,
    source: version.source,
    correlationId: version.correlation_id,
    aggregateType: version.aggregate_type,
    aggregateId: version.aggregate_id,
    program: version.source === 'database' ? writerOf(version).program : null,
    changed: Object.keys(version.object_changes ?? {}),
    label: labelColumn === null ? null : labelOf(version, labelColumn),
    at: version.created_at,
    live: false,
  };
}

/** The record's name after the change, or before it when it is gone. */
function labelOf(version: Version, column: string): string | null {
  const change = version.object_changes?.[column];
  const value = change?.[1] ?? change?.[0] ?? version.object?.[column];
  return typeof value === 'string' && value !== '' ? value : null;
}
