/** One thing that happened within a correlation. */
export interface CorrelationNode {
  /** `version`, `event`, `delivery`, `job`, … */
  readonly kind: string;
  /** Unique within its kind; with the kind it is what causation ids name: `<kind>:<id>`. */
  readonly id: string;
  /** `<kind>:<id>` of the step before. */
  readonly causationId?: string | null;
  /** ISO 8601. */
  readonly occurredAt?: string;
  /** The record it is about; who may not read that record does not see the node. */
  readonly item?: { readonly itemType: string; readonly itemId: string };
  /** What else there is to show, named as in JSON. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A part of a source's rows. */
export interface CorrelationPage {
  /** The id of the last node of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** Lists what one module knows of a correlation. */
export interface CorrelationSource {
  /** The kind of its nodes; one source per kind. */
  readonly kind: string;
  /** Its nodes in ascending order of their ids, from after `page.after`, at most `page.limit`. */
  list(correlationId: string, page: CorrelationPage): Promise<readonly CorrelationNode[]>;
  /** Nodes by their ids, asked for steps that others name as their cause but nobody listed. */
  find?(ids: readonly string[]): Promise<readonly CorrelationNode[]>;
  /** What each of these steps (`<kind>:<id>`) caused directly, its first `each` nodes. */
  causedBy?(causes: readonly string[], each: number): Promise<readonly CorrelationNode[]>;
}
