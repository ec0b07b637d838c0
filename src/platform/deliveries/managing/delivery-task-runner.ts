import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { Doorbell } from '../../outbox/index.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { managePage } from '../sql/manage.sql.js';
import { errorText } from '../working/storable.util.js';
import { withClient } from '../with-client.js';
import { conditionsOf, type DeliveryFilter } from './delivery-filter.js';
import type { DeliveryTaskAction } from './delivery-task.interface.js';
import { DeliveryTasks } from './delivery-tasks.js';

const PAGE = 500;
const POLL = 2_000;

interface TaskRow {
  readonly id: string;
  readonly action: DeliveryTaskAction;
  readonly filter: DeliveryFilter;
  readonly reason: string | null;
  readonly position: string;
  readonly bound: string;
}

/**
 * Works on tasks, a page and a transaction at a time: the page's rows and how far the task has got
 * commit together, so a process that dies leaves the rest to the next one. @internal
 */
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
      const worked = await this.page().catch((error: unknown) => {
        this.logger.warn(`a task of deliveries: ${String(error)}; trying again`);
        return false;
      });
      if (worked) this.doorbell.ring();
      else await this.sleep();
    }
  }

  /** @returns whether there was a page to work on */
  private async page(): Promise<boolean> {
    return withClient(this.dataSource, async (client) => {
      await client.query('BEGIN');
      try {
        const { rows } = await client.query<TaskRow>(
          `SELECT id, action, filter, reason, position, bound FROM backstory.delivery_tasks
           WHERE state = 'running' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        );
        if (rows[0]) await workOn(client, rows[0]);
        await client.query('COMMIT');
        return rows[0] !== undefined;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  private async sleep(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.sleeping = new AbortController();
    await pause(POLL, undefined, { signal: this.sleeping.signal }).catch(() => undefined);
    this.sleeping = undefined;
  }
}

async function workOn(client: PoolClient, task: TaskRow): Promise<void> {
  await client.query('SAVEPOINT page');
  try {
    const values: unknown[] = [task.position, task.reason, task.bound];
    const conditions = conditionsOf(task.filter, values);
    const { rows } = await client.query<{ seen: number; position: string; changed: number }>(
      managePage(task.action, conditions.join(' AND ') || 'true', PAGE),
      values,
    );
    const { seen, position, changed } = rows[0]!;
    await client.query(
      `UPDATE backstory.delivery_tasks SET processed = processed + $2, changed = changed + $3,
         position = coalesce($4::bigint, position), state = CASE WHEN $5 THEN 'done' ELSE state END,
         finished_at = CASE WHEN $5 THEN clock_timestamp() END
       WHERE id = $1`,
      [task.id, seen, changed, position, seen < PAGE],
    );
  } catch (error) {
    await client.query('ROLLBACK TO page');
    await client.query(
      `UPDATE backstory.delivery_tasks SET state = 'failed', error = $2,
         finished_at = clock_timestamp() WHERE id = $1`,
      [task.id, errorText(error)],
    );
  }
}
