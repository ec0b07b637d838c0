import { Inject, Injectable } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import type { FeedSettings } from '../feed-settings.js';

/** Which limit refused a connection. */
export type LimitReached = 'process' | 'principal' | 'address';

/** Counts open streams and waiting polls. */
@Injectable()
export class FeedLimits {
  private total = 0;
  private readonly principals = new Map<string, number>();
  private readonly addresses = new Map<string, number>();

  constructor(@Inject(FEED_SETTINGS) private readonly settings: FeedSettings) {}

  get open(): number {
    return this.total;
  }

  /** Takes a place, to be given back once with `release`, or says which limit is reached. */
  take(principal: string, address: string): { release: () => void } | LimitReached {
    const { maxConnections, maxPerPrincipal, maxPerAddress } = this.settings;
    if (this.total >= maxConnections) return 'process';
    if ((this.principals.get(principal) ?? 0) >= maxPerPrincipal) return 'principal';
    if ((this.addresses.get(address) ?? 0) >= maxPerAddress) return 'address';
    this.total += 1;
    add(this.principals, principal, 1);
    add(this.addresses, address, 1);
    let taken = true;
    const release = (): void => {
      if (!taken) return;
      taken = false;
      this.total -= 1;
      add(this.principals, principal, -1);
      add(this.addresses, address, -1);
    };
    return { release };
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
