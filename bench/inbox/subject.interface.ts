/** Something that runs a handler for each job. */
export interface Subject {
  readonly name: string;
  /** Gives it `count` jobs numbered from `first` and resolves when all are done, in seconds. */
  work(first: number, count: number): Promise<number>;
  /** Milliseconds from a commit to the start of its handler, one job at a time. */
  latency?(first: number, count: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Resolves when it was called `count` times. */
export class Countdown {
  private left = 0;
  private finish: () => void = () => undefined;

  of(count: number): Promise<void> {
    this.left = count;
    return new Promise((resolve) => (this.finish = resolve));
  }

  tick(): void {
    this.left -= 1;
    if (this.left === 0) this.finish();
  }
}

/** Handlers at a time, for every subject. */
export const CONCURRENCY = 20;
