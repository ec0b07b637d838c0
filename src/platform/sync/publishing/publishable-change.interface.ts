import type { PublishedEntity } from '../records/synced-entities.js';

/** A change of a published record that is to become messages. */
export interface PublishableChange {
  readonly published: PublishedEntity;
  readonly itemId: string;
  readonly versionId: string | null;
  readonly event: string;
  /** The row after it (before it, for a destroy), by column. */
  readonly image: Readonly<Record<string, unknown>>;
  /** Columns that it touched; null when the receiver is to take all of them. */
  readonly changed: readonly string[] | null;
  /** The peer whose message made it. */
  readonly from: string | null;
  /** The message that it answers, where it answers one. */
  readonly answers?: string;
  readonly whodunnit: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  /** ISO 8601 with microseconds. */
  readonly occurredAt: string;
}
