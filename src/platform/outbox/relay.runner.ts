import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pgConfig } from './connection/pg-config.util.js';
import { Doorbell } from './doorbell.js';
import type { OutboxModuleOptions } from './interfaces/outbox-module-options.interface.js';
import type { PubSub } from './interfaces/pub-sub.interface.js';
import { NO_METRICS } from './no-metrics.js';
import { PUB_SUB } from './outbox.constants.js';
import { OUTBOX_MODULE_OPTIONS } from './outbox.module-definition.js';
import { OutboxService } from './outbox.service.js';
import { Relay } from './relay.js';

const BATCH_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Runs a relay for as long as the application does. @internal */
@Injectable()
export class RelayRunner
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly relay?: Relay;

  constructor(
    @Inject(OUTBOX_MODULE_OPTIONS) options: OutboxModuleOptions,
    @Inject(PUB_SUB) private readonly pubSub: PubSub,
    dataSource: DataSource,
    doorbell: Doorbell,
    outbox: OutboxService,
  ) {
    if (options.relay === false) return;
    const metrics = options.metrics ?? NO_METRICS;
    const entries = metrics.counter('backstory_relay_entries_total', 'Feed entries appended here');
    const failures = metrics.counter('backstory_relay_failures_total', 'Relay turns that failed');
    const seconds = metrics.histogram(
      'backstory_relay_batch_seconds',
      'Time that one batch took from outbox to feed',
      BATCH_SECONDS,
    );
    const relay = new Relay({
      config: pgConfig(options.connection, dataSource),
      pubSub,
      batchSize: options.batchSize,
      pollInterval: options.pollInterval,
      onBatch: (count, took) => {
        entries.add(count);
        seconds.observe(took);
      },
      onDeliveries: () => doorbell.tellOfDeliveries(),
      onFailure: () => failures.add(),
    });
    metrics.gauge('backstory_relay_leading', 'Whether this process leads the relay', () =>
      relay.leading ? 1 : 0,
    );
    metrics.gauge('backstory_relay_lag_rows', 'Outbox rows not yet in the feed', async () =>
      outbox.lag().then((lag) => lag.rows),
    );
    metrics.gauge('backstory_relay_lag_seconds', 'Age of the oldest outbox row', async () =>
      outbox.lag().then((lag) => lag.seconds),
    );
    doorbell.answerWith(() => relay.wake());
    this.relay = relay;
  }

  onApplicationBootstrap(): void {
    this.relay?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pubSub.close();
  }
}
