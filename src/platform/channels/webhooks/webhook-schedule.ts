const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Milliseconds before the second and each further try, as the specification proposes: 75 hours. */
const WAITS = [
  5_000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Share of a wait that chance adds, so that what failed together does not come back together. */
const JITTER = 0.2;

/** Tries before a message is given up. */
export const WEBHOOK_TRIES = WAITS.length + 1;

/** Milliseconds between the failed try and the next one. */
export function webhookWait(failedTry: number, chance: number = Math.random()): number {
  const wait = WAITS[Math.min(failedTry, WAITS.length) - 1] ?? 0;
  return Math.round(wait * (1 + chance * JITTER));
}
