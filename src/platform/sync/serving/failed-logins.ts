const WINDOW = 60_000;
const MOST = 20;
const MOST_ADDRESSES = 10_000;

interface Tries {
  count: number;
  readonly until: number;
}

/** Counts wrong credentials by address, so that they cannot be guessed at leisure. */
export class FailedLogins {
  private readonly byAddress = new Map<string, Tries>();

  /** Seconds to wait, while an address has tried too often. */
  waitOf(address: string): number | undefined {
    const tries = this.byAddress.get(address);
    const left = tries === undefined ? 0 : tries.until - Date.now();
    return tries !== undefined && left > 0 && tries.count >= MOST
      ? Math.ceil(left / 1_000)
      : undefined;
  }

  count(address: string): void {
    const tries = this.byAddress.get(address);
    if (tries !== undefined && tries.until > Date.now()) {
      tries.count += 1;
      return;
    }
    if (this.byAddress.size >= MOST_ADDRESSES) this.byAddress.clear();
    this.byAddress.set(address, { count: 1, until: Date.now() + WINDOW });
  }
}
