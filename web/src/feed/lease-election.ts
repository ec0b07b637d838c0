import type { LeaderElection } from './leader-election.js';

const RENEW_MS = 500;
const LEASE_MS = 1_800;

type LeaseStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Lease {
  holder: string;
  until: number;
}

/**
 * For pages without Web Locks (plain HTTP on another host): a lease in local storage. Two tabs may
 * lead for a moment, which costs a second stream and nothing else: entries are taken once.
 */
export class LeaseElection implements LeaderElection {
  private readonly id = Math.random().toString(36).slice(2);
  private timer: ReturnType<typeof setInterval> | undefined;
  private reign: AbortController | undefined;
  private onElected: (reign: AbortSignal) => void = () => undefined;

  constructor(
    private readonly store: LeaseStore,
    private readonly name: string,
  ) {}

  run(onElected: (reign: AbortSignal) => void): void {
    this.onElected = onElected;
    this.check();
    this.timer = setInterval(() => this.check(), RENEW_MS);
  }

  usurp(): void {
    this.take();
  }

  resign(): void {
    clearInterval(this.timer);
    if (this.read()?.holder === this.id) this.store.removeItem(this.name);
    this.reign?.abort();
    this.reign = undefined;
  }

  private check(): void {
    const lease = this.read();
    if (lease?.holder === this.id || lease === undefined || lease.until < Date.now()) {
      return this.take();
    }
    this.reign?.abort();
    this.reign = undefined;
  }

  private take(): void {
    const lease: Lease = { holder: this.id, until: Date.now() + LEASE_MS };
    this.store.setItem(this.name, JSON.stringify(lease));
    if (this.reign !== undefined) return;
    this.reign = new AbortController();
    this.onElected(this.reign.signal);
  }

  private read(): Lease | undefined {
    try {
      return JSON.parse(this.store.getItem(this.name) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }
}
