import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Doorbell } from '../../outbox/index.js';
import { LOOKS, TIMES } from '../deliveries.constants.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliveryRoutes } from '../delivery-routes.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { DeliveryDispatcher } from './delivery-dispatcher.js';

/** Milliseconds between two declarations of the routes; what nobody declares for an hour is dropped. */
const DECLARE = 15 * 60_000;

/** Runs the dispatcher: when the relay says that there is something, else once a second. @internal */
@Injectable()
export class DispatchLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Deliveries');
  private readonly stopping = new AbortController();
  private sleeping?: AbortController;
  private rung = false;
  private failing = false;
  private reconciled = 0;
  private loop?: Promise<void>;
  private declaring?: NodeJS.Timeout;
  private unsubscribe?: () => void;

  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    private readonly dispatcher: DeliveryDispatcher,
    private readonly routes: DeliveryRoutes,
    private readonly doorbell: Doorbell,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.routes.declare();
    this.declaring = setInterval(() => {
      this.routes.declare().catch((error: unknown) => {
        this.logger.warn(`routes could not be declared: ${String(error)}; again in a while`);
      });
    }, DECLARE).unref();
    if (this.options.dispatcher === false) return;
    this.unsubscribe = this.doorbell.onDeliveries(() => this.wake());
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.declaring);
    this.unsubscribe?.();
    this.stopping.abort();
    this.sleeping?.abort();
    await this.loop;
  }

  wake(): void {
    this.rung = true;
    this.sleeping?.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.turn();
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.warn(`dispatching: ${String(error)}; trying again`);
        this.failing = true;
        await this.sleep(TIMES.poll);
      }
    }
  }

  private async turn(): Promise<void> {
    this.rung = false;
    if (Date.now() - this.reconciled >= this.dispatcher.lease / LOOKS) {
      this.reconciled = Date.now();
      await this.dispatcher.reconcile();
    }
    const idle = await this.dispatcher.dispatch();
    if (idle > 0 && !this.rung) await this.sleep(idle);
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.sleeping = new AbortController();
    await pause(milliseconds, undefined, { signal: this.sleeping.signal }).catch(() => undefined);
    this.sleeping = undefined;
  }
}
