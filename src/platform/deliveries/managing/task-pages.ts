import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { managePage } from '../sql/manage.sql.js';
import { withClient } from '../with-client.js';
import { errorText } from '../working/storable.util.js';
import { conditionsOf, type DeliveryFilter } from './delivery-filter.js';
import type { DeliveryTaskAction } from './delivery-task.interface.js';

const PAGE = 500;

interface TaskRow {
  readonly id: string;
  readonly action: DeliveryTaskAction;
  readonly filter: DeliveryFilter;
  readonly reason: string | null;
  readonly position: string;
  readonly bound: string;
}

/**
 * Works on one page of a running task that nobody is at, the oldest or the one named. The page's rows
 * and how far the task has got commit together, so a process that dies leaves the rest to the next.
 * @returns whether there was one
 */
export function workOnPage(dataSource: DataSource, task?: string): Promise<boolean> {
  return withClient(dataSource, async (client) => {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query<TaskRow>(
        `SELECT id, action, filter, reason, position, bound FROM backstory.delivery_tasks
         WHERE state = 'running' AND id = coalesce($1::bigint, id)
         ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [task ?? null],
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
