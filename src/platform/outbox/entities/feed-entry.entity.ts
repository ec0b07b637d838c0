import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A version or event with its place in the one order that every reader agrees on.
 * Appended by the relay only.
 * @publicApi
 */
@Entity({ name: 'feed_entries', schema: 'backstory', synchronize: false })
export class FeedEntry {
  /** Dense: no reader who has seen `n` can ever be shown a smaller position later. */
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  /** `version` or `event`. */
  @Column({ type: 'text' })
  kind: string;

  /** Id of the version or event. */
  @Column({ name: 'ref_id', type: 'bigint' })
  refId: string;

  @Column({ name: 'item_type', type: 'text' })
  itemType: string;

  @Column({ name: 'item_id', type: 'text' })
  itemId: string;

  @Column({ type: 'text' })
  event: string;

  @Column({ type: 'text', nullable: true })
  actor: string | null;

  @Column({ name: 'actor_type', type: 'text', nullable: true })
  actorType: string | null;

  @Column({ type: 'text', nullable: true })
  source: string | null;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId: string | null;

  @Column({ name: 'causation_id', type: 'text', nullable: true })
  causationId: string | null;

  @Column({ name: 'aggregate_type', type: 'text', nullable: true })
  aggregateType: string | null;

  @Column({ name: 'aggregate_id', type: 'text', nullable: true })
  aggregateId: string | null;

  /** What a list can show without reading the version: `{changed, label}`. */
  @Column({ type: 'jsonb', nullable: true })
  summary: Record<string, unknown> | null;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  @Column({ name: 'appended_at', type: 'timestamptz' })
  appendedAt: Date;
}
