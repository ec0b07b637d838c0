import { describe, expect, expectTypeOf, it } from 'vitest';
import type { EventOf } from '../../src/platform/events/index.js';
import { On, OnAny, type InboxContext } from '../../src/platform/inbox/index.js';
import { parcelEvents } from '../events/support/parcel-events.js';

type Parcels = typeof parcelEvents;

/** Never runs: what matters is what compiles, and what does not. */
class Typed {
  @On(parcelEvents, 'scanned')
  async scanned(event: EventOf<Parcels, 'scanned'>, { manager }: InboxContext): Promise<void> {
    expectTypeOf(event.extra.place).toEqualTypeOf<string>();
    await manager.query('');
  }

  @On(parcelEvents, 'packed', 'weighed')
  async several(event: EventOf<Parcels, 'packed' | 'weighed'>): Promise<void> {
    if (event.action === 'weighed') expectTypeOf(event.extra.grams).toEqualTypeOf<number>();
    await Promise.resolve();
  }

  @OnAny(parcelEvents)
  async any(event: EventOf<Parcels>): Promise<void> {
    if (event.action === 'moved') expectTypeOf(event.extra.to).toEqualTypeOf<string>();
    await Promise.resolve();
  }

  // @ts-expect-error no such action
  @On(parcelEvents, 'scaned')
  async misspelt(): Promise<void> {
    await Promise.resolve();
  }

  // @ts-expect-error the method takes another event
  @On(parcelEvents, 'scanned')
  async other(event: EventOf<Parcels, 'weighed'>): Promise<void> {
    await Promise.resolve(event);
  }

  // @ts-expect-error the method takes only one of the two
  @On(parcelEvents, 'scanned', 'weighed')
  async one(event: EventOf<Parcels, 'weighed'>): Promise<void> {
    await Promise.resolve(event);
  }

  // @ts-expect-error nobody would wait for its end
  @On(parcelEvents, 'packed')
  hasty(): void {}
}

describe('the methods of an inbox', () => {
  it('take the events of their actions, and no others', () => {
    expect(Typed.name).toBe('Typed');
  });
});
