import type { EntityManager } from 'typeorm';
import type { Delivery } from '../interfaces/delivery.interface.js';
import type { DeliveryContext } from '../interfaces/delivery-context.interface.js';
import { FAN_OUT } from '../sql/enqueue.sql.js';
import type { DeliveryTransaction } from './delivery-transaction.js';
import { idempotencyKey } from './idempotency-key.util.js';
import type { TakenLine } from './taken-line.js';
import { storableJson } from './storable.util.js';

/** What the handler of one attempt has at hand, and what it left there. */
export class HandlerContext implements DeliveryContext {
  signal: AbortSignal = new AbortController().signal;
  fannedOut = false;
  private readonly notes: Record<string, unknown> = {};

  constructor(
    readonly delivery: Delivery,
    private readonly transaction: DeliveryTransaction,
    public line: TakenLine,
  ) {}

  with(signal: AbortSignal): this {
    this.signal = signal;
    return this;
  }

  get manager(): EntityManager {
    return this.transaction.manager;
  }

  get idempotencyKey(): string {
    return idempotencyKey(this.delivery);
  }

  get attempt(): number {
    return this.delivery.attempts + 1;
  }

  get replay(): boolean {
    return this.delivery.replay !== '';
  }

  get detail(): string | null {
    const { count } = this.line;
    return storableJson({ ...(count > 1 && { deliveries: count }), ...this.notes });
  }

  // Functions of their own: handlers take a context apart.
  readonly note = (detail: Readonly<Record<string, unknown>>): void => {
    Object.assign(this.notes, detail);
  };

  readonly fanOut = async (targets: readonly string[]): Promise<void> => {
    this.fannedOut = true;
    await this.transaction.client.query(FAN_OUT, [this.delivery.id, [...new Set(targets)]]);
    this.note({ targets: targets.length });
  };
}
