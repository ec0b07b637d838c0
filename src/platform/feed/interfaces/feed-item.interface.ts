/** A feed entry as filters and access policies see it. @publicApi */
export interface FeedItem {
  readonly position: number;
  /** `version` or `event`. */
  readonly kind: string;
  /** Id of the version or event. */
  readonly refId: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
  readonly actor: string | null;
  readonly actorType: string | null;
  readonly source: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
}
