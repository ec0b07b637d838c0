/**
 * Lets a few pieces of work run at a time and a bounded number wait. Without it a burst of sign-ins
 * would queue for the same row and take every database connection from everybody else.
 */
export class Turnstile {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
    private readonly refuse: () => Error,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) {
      await this.wait();
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async wait(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) {
      throw this.refuse();
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place over to who waits longest. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) {
      next();
      return;
    }
    this.running -= 1;
  }
}
