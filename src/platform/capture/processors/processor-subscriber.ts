import {
  SkipDelivery,
  type Delivery,
  type DeliveryBackoff,
  type DeliveryContext,
  type DeliveryRoute,
  type DeliverySubscriber,
} from '../../deliveries/index.js';
import type { ObjectLiteral } from 'typeorm';
import type { ChangeProcessorOptions } from '../interfaces/change-processor.interface.js';
import type { ChangeReader } from '../reading/change-reader.js';
import type { ProcessorMethods } from './processor-methods.js';

/** Of what entity the changes are, and by which columns they stand in line. */
export interface FollowedTable {
  readonly itemType: string;
  readonly key: readonly string[];
}

/** A change processor as the deliveries module sees it. */
export class ProcessorSubscriber implements DeliverySubscriber {
  readonly name: string;
  readonly ordered = 'key';
  readonly ignoreOwn = true;
  readonly mode: 'queued' | 'direct';
  readonly coalesce: boolean;
  readonly park: boolean;
  readonly concurrency?: number;
  readonly maxAttempts?: number;
  readonly backoff?: DeliveryBackoff;
  readonly timeout?: number;

  constructor(
    private readonly options: ChangeProcessorOptions<ObjectLiteral>,
    private readonly table: FollowedTable,
    private readonly methods: ProcessorMethods,
    private readonly reader: ChangeReader,
  ) {
    const { name, mode, coalesce = false, park = false, attempts, ...rest } = options;
    this.name = name;
    this.mode = mode === 'queued' ? 'queued' : 'direct';
    this.coalesce = coalesce;
    this.park = park;
    if (attempts !== undefined) this.maxAttempts = attempts;
    if (rest.concurrency !== undefined) this.concurrency = rest.concurrency;
    if (rest.backoff !== undefined) this.backoff = rest.backoff;
    if (rest.timeout !== undefined) this.timeout = rest.timeout;
  }

  routes(): DeliveryRoute[] {
    const { sources } = this.options;
    return this.methods.events.map((event) => ({
      kind: 'version',
      itemType: this.table.itemType,
      event,
      key: this.table.key,
      ...(sources && { sources }),
    }));
  }

  async handle(delivery: Delivery, context: DeliveryContext): Promise<void> {
    const method = this.methods.find(delivery.event);
    if (!method) throw new SkipDelivery(`no method handles "${delivery.event}" any more`);
    const { manager, signal, idempotencyKey, attempt, note, line } = context;
    const subject = this.coalesce
      ? await this.reader.all(manager, delivery, line)
      : await this.reader.one(manager, delivery);
    const given = { manager, signal, idempotencyKey, attempt, note, delivery };
    await method(subject as never, given);
  }
}
