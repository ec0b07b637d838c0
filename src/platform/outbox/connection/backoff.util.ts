const FIRST = 100;
const LAST = 2_000;

/** Milliseconds before try number `attempt` (from 0): doubling to two seconds, half of it random. */
export function backoff(attempt: number): number {
  const ceiling = Math.min(LAST, FIRST * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
