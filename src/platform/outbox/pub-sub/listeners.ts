/** Who wants to hear; telling them survives one that throws. */
export class Listeners<A extends unknown[]> {
  private readonly all = new Set<(...args: A) => void>();

  get size(): number {
    return this.all.size;
  }

  add(listener: (...args: A) => void): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  tell(...args: A): void {
    for (const listener of this.all) {
      try {
        listener(...args);
      } catch {
        // A hint that one listener could not use must still reach the others.
      }
    }
  }
}
