import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NO_METRICS, type MetricCounter, type MetricHistogram } from '../outbox/index.js';
import { DELIVERIES_OPTIONS } from './deliveries.module-definition.js';
import type { DeliveriesModuleOptions } from './interfaces/deliveries-module-options.interface.js';
import type { DeliveryRow } from './sql/delivery-columns.sql.js';
import { READ_BACKLOG } from './sql/read.sql.js';
import { statement } from './with-client.js';

const LAG_SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 30, 300];
const HANDLER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10, 30];

/** Of one subscriber: what waits, and since when. */
export interface Backlog {
  readonly subscriber: string;
  readonly pending: number;
  readonly queued: number;
  readonly dead: number;
  readonly parked: number;
  readonly oldest_seconds: number | null;
}

/** What deliveries come to, for whoever watches. */
@Injectable()
export class DeliveryFigures {
  private readonly outcomes: MetricCounter;
  private readonly lag: MetricHistogram;
  private readonly seconds: MetricHistogram;

  constructor(
    @Inject(DELIVERIES_OPTIONS) { metrics = NO_METRICS }: DeliveriesModuleOptions,
    private readonly dataSource: DataSource,
  ) {
    this.outcomes = metrics.counter('backstory_deliveries_total', 'Attempts that ended here', [
      'subscriber',
      'outcome',
    ]);
    this.lag = metrics.histogram(
      'backstory_delivery_lag_seconds',
      'Time from a delivery being due to its handler',
      LAG_SECONDS,
    );
    this.seconds = metrics.histogram(
      'backstory_delivery_seconds',
      'Time that attempts took',
      HANDLER_SECONDS,
    );
    const gauge = (name: string, help: string, of: (all: readonly Backlog[]) => number): void =>
      metrics.gauge(name, help, async () => of(await this.backlog()));
    gauge('backstory_deliveries_pending', 'Deliveries that wait, up to 10,000 each', (all) =>
      all.reduce((sum, { pending }) => sum + pending, 0),
    );
    gauge('backstory_deliveries_queued', 'Deliveries in a queue or at work', (all) =>
      all.reduce((sum, { queued }) => sum + queued, 0),
    );
    gauge('backstory_deliveries_dead', 'Dead deliveries, up to 10,000 each', (all) =>
      all.reduce((sum, { dead }) => sum + dead, 0),
    );
    gauge('backstory_deliveries_parked', 'Lines that wait for a person, up to 10,000 each', (all) =>
      all.reduce((sum, { parked }) => sum + parked, 0),
    );
    gauge('backstory_deliveries_oldest_seconds', 'Age of the oldest that is due', (all) =>
      Math.max(0, ...all.map(({ oldest_seconds }) => oldest_seconds ?? 0)),
    );
  }

  started({ available_at: due }: DeliveryRow): void {
    this.lag.observe(Math.max(0, (Date.now() - due.getTime()) / 1_000));
  }

  ended(subscriber: string, outcome: string, startedAt: Date): void {
    this.outcomes.add(1, { subscriber, outcome });
    this.seconds.observe((Date.now() - startedAt.getTime()) / 1_000);
  }

  /** What waits, by subscriber; counts stop at 10,000. */
  async backlog(): Promise<Backlog[]> {
    return statement<Backlog>(this.dataSource, READ_BACKLOG, []);
  }
}
