/** What a message has to do with records, by one text for each. */
export interface Touch {
  /** The record that it writes. */
  readonly writes: string;
  /** Records that it refers to. */
  readonly refersTo: readonly string[];
}

/**
 * Puts messages into rounds: those of a round have nothing to do with each other, and whatever a message
 * depends on is in an earlier one. Messages of one record keep their order, a record comes before what
 * refers to it, and what refers to it before its end.
 */
export function inRounds<T extends Touch>(messages: readonly T[]): T[][] {
  const rounds: T[][] = [];
  const written = new Map<string, number>();
  const referred = new Map<string, number>();
  for (const message of messages) {
    const { writes, refersTo } = message;
    const after = [
      written.get(writes),
      referred.get(writes),
      ...refersTo.map((record) => (record === writes ? undefined : written.get(record))),
    ];
    const round = 1 + Math.max(...after.map((one) => one ?? -1));
    (rounds[round] ??= []).push(message);
    written.set(writes, round);
    for (const record of refersTo) {
      referred.set(record, Math.max(round, referred.get(record) ?? 0));
    }
  }
  return rounds;
}
