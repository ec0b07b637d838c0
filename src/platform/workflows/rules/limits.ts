/** What one definition may cost; whatever is larger is refused when it is saved. */
export const LIMITS = {
  /** Groups within groups. */
  depth: 8,
  /** Conditions and groups of a definition. */
  conditions: 100,
  /** Values of a list. */
  list: 200,
  /** Characters of a value. */
  text: 2_000,
  /** Characters of a pattern. */
  pattern: 200,
  actions: 20,
} as const;
