import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { ScanBlockedError } from '../events.errors.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import type { EventOf } from '../interfaces/event.interface.js';
import { eventColumns, toEvent, type EventRow } from '../tables/event-columns.sql.js';
import { conditionsOf, Parameters } from './event-conditions.js';
import type { EventFilter } from './event-query.interface.js';

const LOOK_AGAIN = 50;
/** Longer than the server lets a transaction idle. */
const LONGEST_WAIT = 120_000;

/** Which events a scan passes. */
export interface EventScanFilter<
  E extends AggregateEvents = AggregateEvents,
> extends EventFilter<E> {
  /** Of one aggregate. @defaultValue of all */
  readonly aggregateId?: string;
}

/** Where a page of a scan begins and ends. */
export interface EventScanPage {
  /** The last id of the page before. @defaultValue '0' */
  readonly after?: string;
  /** The last id of the scan, from `settledId`. */
  readonly through: string;
  readonly limit: number;
}

/**
 * Walks all events of an aggregate type in the order of their ids, which a scan can stop at and go on
 * from.
 * @publicApi
 */
export class EventScan<E extends AggregateEvents> {
  constructor(
    private readonly events: E,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * An id up to which no event can appear any more. Ids are given before the commit, so a scan that
   * went by them alone would pass by those who commit late: this waits for whoever writes right now,
   * and blocks nobody.
   * @throws ScanBlockedError when a transaction stays open for minutes
   */
  async settledId(signal?: AbortSignal): Promise<string> {
    const [{ last }] = await this.dataSource.query<[{ last: string }]>(
      'SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS last FROM backstory.event_ids',
    );
    const deadline = Date.now() + LONGEST_WAIT;
    let writers = await this.writers();
    const awaited = new Set(writers.keys());
    while (writers.size > 0) {
      if (Date.now() > deadline) {
        throw new ScanBlockedError(this.events.table, [...writers.values()]);
      }
      await pause(LOOK_AGAIN, undefined, { signal });
      const now = await this.writers();
      writers = new Map([...now].filter(([transaction]) => awaited.has(transaction)));
    }
    return last;
  }

  /** How many events a scan through this id passes. */
  async count(filter: EventScanFilter<E>, through: string): Promise<number> {
    const { where, parameters } = this.conditions(filter, '0', through);
    const [{ count }] = await this.dataSource.query<[{ count: string }]>(
      `SELECT count(*) FROM public.${this.events.table} AS event WHERE ${where}`,
      parameters.values,
    );
    return Number(count);
  }

  /** The next events, oldest first. */
  async page(
    filter: EventScanFilter<E>,
    { after = '0', through, limit }: EventScanPage,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EventOf<E>[]> {
    const { where, parameters } = this.conditions(filter, after, through);
    const rows = await manager.query<EventRow[]>(
      `SELECT ${eventColumns(this.events)} FROM public.${this.events.table} AS event
       WHERE ${where} ORDER BY event.id LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
    return rows.map((row): EventOf<E> => toEvent(this.events, row));
  }

  private conditions(filter: EventScanFilter<E>, after: string, through: string) {
    const parameters = new Parameters();
    const conditions = [
      `event.id > ${parameters.add(after)}::bigint`,
      `event.id <= ${parameters.add(through)}::bigint`,
      ...conditionsOf(this.events, filter, parameters),
    ];
    if (filter.aggregateId !== undefined) {
      conditions.push(`event.${this.events.idColumn} = ${parameters.add(filter.aggregateId)}`);
    }
    return { where: conditions.join(' AND '), parameters };
  }

  /** The transactions that write events or their slots right now, with their process ids. */
  private async writers(): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ transaction: string; pid: number }[]>(
      `SELECT DISTINCT virtualtransaction AS transaction, pid FROM pg_locks
       WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND relation IN ($1::regclass, 'backstory.event_slots'::regclass)`,
      [`public.${this.events.table}`],
    );
    return new Map(rows.map(({ transaction, pid }) => [transaction, pid]));
  }
}
