import type { PoolClient } from 'pg';
import type { DeliveryLine } from '../interfaces/delivery-context.interface.js';
import type { Delivery } from '../interfaces/delivery.interface.js';
import { toDelivery, type DeliveryRow } from '../sql/delivery-columns.sql.js';
import { LOCK, READ_LINE, RECORD_LINE_DONE, TAKE_LINE } from '../sql/work.sql.js';

/** Most deliveries of one call: reading them all must fit into a handler's time, on a busy machine too. */
const MOST = 20_000;
const PAGE = 500;

/** What waits behind the head; its ids as ranges. */
interface Behind {
  readonly count: number;
  readonly depth: number;
  readonly last: string;
  readonly ids: string;
}

/** A delivery with what waits behind it, all of it locked until the handler's transaction ends. */
export class TakenLine implements DeliveryLine {
  private constructor(
    private readonly client: PoolClient,
    private readonly head: DeliveryRow,
    readonly last: Delivery,
    private readonly behind?: Behind,
  ) {}

  /** A line of nothing but its head. */
  static alone(client: PoolClient, head: DeliveryRow): TakenLine {
    return new TakenLine(client, head, toDelivery(head));
  }

  static async take(client: PoolClient, head: DeliveryRow): Promise<TakenLine> {
    const place = [head.subscriber, head.ordering_key, head.id];
    const { rows } = await client.query<Behind>(TAKE_LINE, [...place, MOST - 1]);
    const behind = rows[0]!;
    if (behind.count === 0) return TakenLine.alone(client, head);
    const { rows: last } = await client.query<DeliveryRow>(LOCK, [behind.last]);
    return new TakenLine(client, head, toDelivery(last[0]!), behind);
  }

  get count(): number {
    return 1 + (this.behind?.count ?? 0);
  }

  async *pages(size = PAGE): AsyncIterable<readonly Delivery[]> {
    if (!this.behind) {
      yield [toDelivery(this.head)];
      return;
    }
    const { subscriber, ordering_key: key, id: first } = this.head;
    let after = '0';
    for (;;) {
      const place = [subscriber, key, first, this.behind.ids, after, size];
      const { rows } = await this.client.query<DeliveryRow>(READ_LINE, place);
      if (rows.length > 0) yield rows.map(toDelivery);
      if (rows.length < size) return;
      after = rows.at(-1)!.id;
    }
  }

  /** Marks what waits behind the head done together with it. */
  async markDone(): Promise<void> {
    if (!this.behind) return;
    const { subscriber, ordering_key: key, id } = this.head;
    const { ids, depth } = this.behind;
    await this.client.query(RECORD_LINE_DONE, [subscriber, key, id, ids, depth]);
  }
}
