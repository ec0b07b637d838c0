/** The injection token of an aggregate's recorder. */
export const recorderToken = (aggregate: string): string =>
  `backstory:events:recorder:${aggregate}`;

/** The injection token of an aggregate's reader. */
export const readerToken = (aggregate: string): string => `backstory:events:reader:${aggregate}`;
