/** What pub/sub says about one feed entry: enough to go and read it, never the data. @publicApi */
export interface AppendedEntry {
  /** Dense, commit-safe position; a counter, so far below 2^53 that a number holds it. */
  readonly position: number;
  /** Id of the version or event. */
  readonly refId: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
}
