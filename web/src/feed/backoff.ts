const FIRST_MS = 500;
const LONGEST_MS = 30_000;
const HEALTHY_MS = 60_000;

/**
 * Full-jitter exponential backoff between 0.5 s and 30 s. A connection has to live for a minute
 * before its failure counts as the first again, or a server that accepts and drops would be
 * hammered twice a second.
 */
export class Backoff {
  private attempts = 0;
  private connectedAt: number | undefined;

  constructor(private readonly random: () => number = Math.random) {}

  connected(now: number): void {
    this.connectedAt = now;
  }

  /** How long to wait after a failure at `now`. */
  next(now: number): number {
    if (this.connectedAt !== undefined && now - this.connectedAt >= HEALTHY_MS) this.attempts = 0;
    this.connectedAt = undefined;
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.attempts + 1));
    this.attempts += 1;
    return Math.round(FIRST_MS + this.random() * (ceiling - FIRST_MS));
  }

  /** A person or the network asked to try now: the next failure waits briefly again. */
  reset(): void {
    this.attempts = 0;
  }
}
