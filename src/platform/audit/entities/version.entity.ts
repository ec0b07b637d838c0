import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened to a record's row. */
export type VersionEvent = 'create' | 'update' | 'destroy' | 'soft_delete' | 'restore';

/** A row's columns by database name, as the database itself writes them in JSON. */
export type RowImage = Record<string, unknown>;

/**
 * A row-level fact: one record was created, updated or destroyed.
 *
 * Written by the database function `backstory.record_version` only; append-only for everybody.
 * `object` and `objectChanges` pass through `JSON.parse` when loaded through this entity, which
 * cannot hold every bigint and numeric: the audit services read them as text instead.
 * @publicApi
 */
@Entity({ name: 'versions', schema: 'backstory', synchronize: false })
export class Version {
  @PrimaryColumn({ type: 'bigint' })
  id: string;

  @Column({ name: 'item_type', type: 'text' })
  itemType: string;

  /** The concrete class of a single-table-inheritance row. */
  @Column({ name: 'item_subtype', type: 'text', nullable: true })
  itemSubtype: string | null;

  /** The primary key as text; a composite key as canonical JSON. */
  @Column({ name: 'item_id', type: 'text' })
  itemId: string;

  @Column({ type: 'text' })
  event: VersionEvent;

  /** The state before; null for a create. */
  @Column({ type: 'jsonb', nullable: true })
  object: RowImage | null;

  /** `{column: [old, new]}`. */
  @Column({ name: 'object_changes', type: 'jsonb' })
  objectChanges: Record<string, [unknown, unknown]>;

  @Column({ type: 'text' })
  whodunnit: string;

  @Column({ name: 'actor_type', type: 'text' })
  actorType: string;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'correlation_id', type: 'text' })
  correlationId: string;

  @Column({ name: 'causation_id', type: 'text', nullable: true })
  causationId: string | null;

  @Column({ name: 'tx_id', type: 'text' })
  txId: string;

  /** `application`, `database`, `sync` or `replay`. */
  @Column({ type: 'text' })
  source: string;

  /** The parent record in whose history this version shows too; null for a record without one. */
  @Column({ name: 'aggregate_type', type: 'text', nullable: true })
  aggregateType: string | null;

  @Column({ name: 'aggregate_id', type: 'text', nullable: true })
  aggregateId: string | null;

  @Column({ type: 'jsonb', nullable: true })
  meta: Record<string, unknown> | null;

  @Column({ name: 'schema_version', type: 'integer' })
  schemaVersion: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
