import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Doorbell } from '../../outbox/index.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { DeliveryTasks } from './delivery-tasks.js';
import { workOnPage } from './task-pages.js';

const POLL = 2_000;

/** Works on tasks in the background, a page and a transaction at a time. @internal */
@Injectable()
export class DeliveryTaskRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Deliveries');
  private readonly stopping = new AbortController();
  private sleeping?: AbortController;
  private loop?: Promise<void>;

  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    tasks: DeliveryTasks,
  ) {
    tasks.onStart(() => this.sleeping?.abort());
  }

  onApplicationBootstrap(): void {
    if (this.options.dispatcher === false) return;
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.sleeping?.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const worked = await workOnPage(this.dataSource).catch((error: unknown) => {
        this.logger.warn(`a task of deliveries: ${String(error)}; trying again`);
        return false;
      });
      if (worked) this.doorbell.ring();
      else await this.sleep();
    }
  }

  private async sleep(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.sleeping = new AbortController();
    await pause(POLL, undefined, { signal: this.sleeping.signal }).catch(() => undefined);
    this.sleeping = undefined;
  }
}
