/** Chooses one tab of this browser; the tabs not chosen wait for their turn. */
export interface LeaderElection {
  /** Calls back when this tab is chosen; the signal ends when it is not any more. */
  run(onElected: (reign: AbortSignal) => void): void;
  /** Takes over from a leader that does not answer. */
  usurp(): void;
  resign(): void;
}
