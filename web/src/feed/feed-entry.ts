/** What the feed tells about one version or event; the server's JSON as it comes. */
export interface FeedEntry {
  position: string;
  kind: string;
  id: string;
  item_type: string;
  item_id: string;
  event: string;
  actor: string | null;
  actor_type: string | null;
  source: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  aggregate_type: string | null;
  aggregate_id: string | null;
  summary: FeedSummary | null;
  occurred_at: string;
}

export interface FeedSummary {
  changed?: string[];
  label?: string;
  /** The program that wrote past the application. */
  program?: string;
}
