import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryNotFoundError } from '../deliveries.errors.js';
import { DeliveryFigures, type Backlog } from '../delivery-figures.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import type { Delivery } from '../interfaces/delivery.interface.js';
import { DELIVERY_COLUMNS, toDelivery, type DeliveryRow } from '../sql/delivery-columns.sql.js';
import { conditionsOf, type DeliveryFilter } from './delivery-filter.js';

const MOST = 200;

/** What became of one attempt. @publicApi */
export interface DeliveryAttempt {
  readonly attempt: number;
  readonly outcome: string;
  readonly error: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** A part of a list, newest first. @publicApi */
export interface DeliveryPage {
  readonly items: readonly Delivery[];
  /** Give it as `after`; null on the last page. */
  readonly next: string | null;
}

/** A subscriber with what it waits for. @publicApi */
export interface SubscriberStatus extends Omit<Backlog, 'subscriber'> {
  readonly name: string;
  readonly ordered: boolean;
  readonly unavailable: string | null;
}

/** Answers what is delivered, what waits and what went wrong. @publicApi */
@Injectable()
export class DeliveryReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: DeliverySubscribers,
    private readonly figures: DeliveryFigures,
  ) {}

  /** Deliveries, newest first, by pages that cost the same at any depth. */
  async list(
    filter: DeliveryFilter,
    { after, limit }: { readonly after?: string; readonly limit: number },
  ): Promise<DeliveryPage> {
    const values: unknown[] = [];
    const conditions = conditionsOf(filter, values);
    if (after !== undefined) conditions.push(`d.id < $${values.push(after)}`);
    const size = Math.min(limit, MOST);
    const rows = await this.dataSource.query<DeliveryRow[]>(
      `SELECT ${DELIVERY_COLUMNS} FROM backstory.deliveries d
       WHERE ${conditions.join(' AND ') || 'true'}
       ORDER BY d.id DESC LIMIT $${values.push(size + 1)}`,
      values,
    );
    const items = rows.slice(0, size).map(toDelivery);
    return { items, next: rows.length > size ? items.at(-1)!.id : null };
  }

  /** How many match. */
  async count(filter: DeliveryFilter): Promise<number> {
    const values: unknown[] = [];
    const conditions = conditionsOf(filter, values);
    const [{ count }] = await this.dataSource.query<[{ count: number }]>(
      `SELECT count(*)::float8 AS count FROM backstory.deliveries d
       WHERE ${conditions.join(' AND ') || 'true'}`,
      values,
    );
    return count;
  }

  /** @throws DeliveryNotFoundError */
  async get(id: string): Promise<Delivery> {
    const [row] = await this.dataSource.query<DeliveryRow[]>(
      `SELECT ${DELIVERY_COLUMNS} FROM backstory.deliveries d WHERE d.id = $1`,
      [id],
    );
    if (!row) throw new DeliveryNotFoundError(id);
    return toDelivery(row);
  }

  /** The deliveries of facts, oldest first; the newest `each` of every fact. */
  async ofFacts(kind: string, refIds: readonly string[], each: number): Promise<Delivery[]> {
    const rows = await this.dataSource.query<DeliveryRow[]>(
      `SELECT ${DELIVERY_COLUMNS} FROM unnest($2::bigint[]) AS fact (id) CROSS JOIN LATERAL (
         SELECT * FROM backstory.deliveries owed WHERE owed.kind = $1 AND owed.ref_id = fact.id
         ORDER BY owed.id DESC LIMIT $3) AS d
       ORDER BY d.id`,
      [kind, refIds, each],
    );
    return rows.map(toDelivery);
  }

  /** Every attempt at a delivery, first to last. */
  async attempts(id: string): Promise<DeliveryAttempt[]> {
    return this.dataSource.query<DeliveryAttempt[]>(
      `SELECT attempt, outcome, error, detail, started_at AS "startedAt",
         finished_at AS "finishedAt"
       FROM backstory.delivery_attempts WHERE delivery_id = $1 ORDER BY attempt`,
      [id],
    );
  }

  /** Every subscriber that has a route or is registered here, with its backlog. */
  async subscriberStatus(): Promise<SubscriberStatus[]> {
    const backlog = new Map((await this.figures.backlog()).map((row) => [row.subscriber, row]));
    const known = this.subscribers.all().map(({ name }) => name);
    const names = [...new Set([...known, ...backlog.keys()])].sort();
    return names.map((name) => {
      const subscriber = this.subscribers.find(name);
      const waits = backlog.get(name);
      return {
        name,
        ordered: subscriber?.ordered !== undefined,
        unavailable: subscriber?.unavailable?.() ?? null,
        pending: waits?.pending ?? 0,
        queued: waits?.queued ?? 0,
        dead: waits?.dead ?? 0,
        parked: waits?.parked ?? 0,
        oldest_seconds: waits?.oldest_seconds ?? null,
      };
    });
  }
}
