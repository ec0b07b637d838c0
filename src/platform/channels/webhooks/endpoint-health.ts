import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryRoutes } from '../../deliveries/index.js';
import { WEBHOOK_SUBSCRIBER } from '../channels.constants.js';
import { DISABLE_ENDPOINT, NOTE_FAILURE, NOTE_SUCCESS } from '../sql/webhooks.sql.js';

/** Milliseconds of nothing but failures after which an endpoint is given up. */
const HOPELESS = 5 * 86_400_000;

/**
 * Keeps what attempts tell about an endpoint. Written outside the attempt's transaction: a failed
 * attempt rolls that back, and what it found out is true all the same.
 */
@Injectable()
export class EndpointHealth {
  constructor(
    private readonly dataSource: DataSource,
    private readonly routes: DeliveryRoutes,
  ) {}

  async succeeded(id: string, status: number): Promise<void> {
    await this.dataSource.query(NOTE_SUCCESS, [id, status]);
  }

  /** Answers whether the endpoint was given up because of it. */
  async failed(id: string, status: number | undefined): Promise<boolean> {
    const [noted] = await this.dataSource.query<{ failing_since: Date; hopeless: boolean }[]>(
      NOTE_FAILURE,
      [id, status ?? null, HOPELESS],
    );
    if (!noted?.hopeless) return false;
    await this.disable(id, `nothing got through since ${noted.failing_since.toISOString()}`);
    return true;
  }

  /** Tells it of nothing more until somebody switches it on again. */
  async disable(id: string, reason: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(DISABLE_ENDPOINT, [id, reason]);
      await this.routes.replace(manager, WEBHOOK_SUBSCRIBER, id, []);
    });
  }
}
