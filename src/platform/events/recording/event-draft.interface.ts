/** An event that was checked and not yet written, by the names of its columns. */
export interface EventDraft {
  readonly aggregate_id: string;
  readonly action: string;
  readonly actor_id: string;
  readonly actor_type: string;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly extra: unknown;
  readonly schema_version: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly source: string;
  /** Null: when it is written. */
  readonly occurred_at: string | null;
}
