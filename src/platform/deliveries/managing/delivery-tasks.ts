import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import { DeliveryTaskNotFoundError } from '../deliveries.errors.js';
import { statement } from '../with-client.js';
import { conditionsOf, type DeliveryFilter } from './delivery-filter.js';
import type { DeliveryTask, DeliveryTaskAction } from './delivery-task.interface.js';
import { workOnPage } from './task-pages.js';

const COLUMNS = `id::text, action, filter, reason, actor, state, total::float8, processed::float8,
  changed::float8, error, created_at AS "createdAt", finished_at AS "finishedAt"`;

/** Milliseconds between two looks at a task that another process is at. */
const LOOK = 200;

/** Tasks over all deliveries that match a filter. @publicApi */
@Injectable()
export class DeliveryTasks {
  private wake?: () => void;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Asks for something to be done to everything that matches now; it is done in the background.
   * @param reason of a skip
   */
  async start(
    action: DeliveryTaskAction,
    filter: DeliveryFilter,
    reason?: string,
  ): Promise<DeliveryTask> {
    const { actor, correlationId } = currentContext() ?? {};
    const values: unknown[] = [
      action,
      JSON.stringify(filter),
      reason ?? null,
      actor?.id ?? 'system',
      correlationId ?? null,
    ];
    const conditions = conditionsOf(filter, values);
    const [task] = await statement<DeliveryTask>(
      this.dataSource,
      `INSERT INTO backstory.delivery_tasks
         (action, filter, reason, actor, correlation_id, total, bound)
       SELECT $1, $2::jsonb, $3, $4, $5, count(*), coalesce(max(d.id), 0)
       FROM backstory.deliveries d WHERE ${conditions.join(' AND ') || 'true'}
       RETURNING ${COLUMNS}`,
      values,
    );
    this.wake?.();
    return task!;
  }

  /**
   * Works on a task here, beside whoever does in the background, until it is over or `signal` says so.
   * @throws DeliveryTaskNotFoundError
   */
  async complete(
    id: string,
    options: { signal?: AbortSignal; onProgress?: (task: DeliveryTask) => void } = {},
  ): Promise<DeliveryTask> {
    for (;;) {
      const task = await this.get(id);
      options.onProgress?.(task);
      if (task.state !== 'running' || options.signal?.aborted) return task;
      if (!(await workOnPage(this.dataSource, id))) await pause(LOOK);
    }
  }

  /** @throws DeliveryTaskNotFoundError */
  async get(id: string): Promise<DeliveryTask> {
    const [task] = await statement<DeliveryTask>(
      this.dataSource,
      `SELECT ${COLUMNS} FROM backstory.delivery_tasks WHERE id = $1`,
      [id],
    );
    if (!task) throw new DeliveryTaskNotFoundError(id);
    return task;
  }

  /** The last tasks, newest first. */
  async latest(limit = 50): Promise<DeliveryTask[]> {
    return statement<DeliveryTask>(
      this.dataSource,
      `SELECT ${COLUMNS} FROM backstory.delivery_tasks ORDER BY id DESC LIMIT $1`,
      [limit],
    );
  }

  /** Lets the runner of this process hear of new tasks. @internal */
  onStart(wake: () => void): void {
    this.wake = wake;
  }
}
