import type { LeaderElection } from './leader-election.js';

type Locks = Pick<LockManager, 'request'>;

/** The tab that holds a Web Lock leads; the browser hands the lock on when a tab ends, however. */
export class WebLocksElection implements LeaderElection {
  private readonly resigned = new AbortController();
  private onElected: (reign: AbortSignal) => void = () => undefined;

  constructor(
    private readonly locks: Locks,
    private readonly name: string,
  ) {}

  run(onElected: (reign: AbortSignal) => void): void {
    this.onElected = onElected;
    this.queue({ signal: this.resigned.signal });
  }

  usurp(): void {
    this.queue({ steal: true });
  }

  resign(): void {
    this.resigned.abort();
  }

  private queue(options: LockOptions): void {
    if (this.resigned.signal.aborted) return;
    const reign = new AbortController();
    this.locks
      .request(this.name, options, () => this.lead(reign))
      // Refused because this tab resigned while waiting, or another tab stole the lock.
      .catch(() => reign.abort())
      .then(() => {
        const lost = reign.signal.aborted && !this.resigned.signal.aborted;
        if (lost) this.queue({ signal: this.resigned.signal });
      })
      .catch(() => undefined);
  }

  private lead(reign: AbortController): Promise<void> {
    this.onElected(reign.signal);
    return new Promise((resolve) => {
      const end = (): void => {
        reign.abort();
        resolve();
      };
      if (this.resigned.signal.aborted) end();
      else this.resigned.signal.addEventListener('abort', end);
    });
  }
}
