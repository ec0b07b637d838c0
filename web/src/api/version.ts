export type RowImage = Record<string, unknown>;
export type FieldChanges = Record<string, [unknown, unknown]>;

/** A row-level fact: one record was created, updated or destroyed. */
export interface Version {
  id: string;
  item_type: string;
  item_subtype: string | null;
  item_id: string;
  event: string;
  whodunnit: string | null;
  actor_type: string | null;
  reason: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  tx_id: string | null;
  source: string | null;
  aggregate_type: string | null;
  aggregate_id: string | null;
  meta: Record<string, unknown> | null;
  object: RowImage | null;
  object_changes: FieldChanges;
  created_at: string;
}

export interface VersionPage {
  items: Version[];
  next: string | null;
  feed_position: string;
}
