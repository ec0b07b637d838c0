/** How far back the feed can be read. @publicApi */
export interface FeedWindow {
  /** The newest entries that are kept. */
  readonly windowEntries: number;
  /** Milliseconds that an entry is kept. */
  readonly windowAge: number;
}
