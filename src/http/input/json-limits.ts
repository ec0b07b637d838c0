/** What a request body may be at most. */
export const JSON_LIMITS = {
  /** Bytes. */
  body: 256 * 1024,
  /** Bytes of one that another system signed: its texts may be escaped throughout. */
  signedBody: 2 * 1024 * 1024,
  /** Objects and arrays inside each other. */
  depth: 64,
} as const;
