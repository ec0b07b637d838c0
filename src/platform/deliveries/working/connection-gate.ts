/** Lets a bounded number in at a time, the others in the order they came. */
export class ConnectionGate {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Lets up to `wanted` in at once, without waiting; whoever got in leaves by `leave`. */
  enter(wanted: number): number {
    const entered = Math.min(wanted, this.free);
    this.free -= entered;
    return entered;
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
