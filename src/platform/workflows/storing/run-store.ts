import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ActionDefinition } from '../definition/definition.interface.js';
import type { TruthNode } from '../rules/explain.js';
import {
  LIST_RUNS,
  LOCK_RUN,
  READ_RUN,
  RUNS_BY_ID,
  RUNS_OF_CORRELATION,
  TRIM_RUNS,
  UPDATE_RUN,
} from '../sql/runs.sql.js';
import { WorkflowRunNotFoundError } from '../workflows.errors.js';
import { isRowId } from './row-id.js';
import type { RunAction, RunFilter, RunStatus, SkipReason, WorkflowRun } from './run.interface.js';
import type { Page } from './workflow.interface.js';

/** Runs deleted by one statement. */
const PAGE = 5_000;

interface RunRow {
  readonly id: string;
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly number: number;
  readonly event_id: string;
  readonly aggregate: string;
  readonly item_type: string;
  readonly item_id: string;
  readonly action: string;
  readonly status: RunStatus;
  readonly skip_reason: SkipReason | null;
  readonly detail: string | null;
  readonly truth: TruthNode | null;
  readonly missing: readonly string[];
  readonly actions: readonly RunAction[];
  readonly inputs: readonly ActionDefinition[];
  readonly depth: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

/** Reads runs, and puts down what becomes of them. */
@Injectable()
export class RunStore {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws WorkflowRunNotFoundError */
  async get(id: string): Promise<WorkflowRun> {
    const [row] = isRowId(id) ? await this.dataSource.query<RunRow[]>(READ_RUN, [id]) : [];
    if (!row) {
      throw new WorkflowRunNotFoundError(id);
    }
    return toRun(row);
  }

  /** Keeps it for the caller until the transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<WorkflowRun | undefined> {
    const [row] = await manager.query<RunRow[]>(LOCK_RUN, [id]);
    return row && toRun(row);
  }

  async list(filter: RunFilter, page: Page): Promise<WorkflowRun[]> {
    const { workflowId = null, status = null, aggregate = null, aggregateId = null } = filter;
    const rows = await this.dataSource.query<RunRow[]>(LIST_RUNS, [
      workflowId,
      status,
      aggregate,
      aggregateId,
      page.after ?? null,
      page.limit,
    ]);
    return rows.map(toRun);
  }

  /** Those that did something, or were kept from it; in ascending order. */
  async ofCorrelation(correlationId: string, after: string, limit: number): Promise<WorkflowRun[]> {
    const values = [correlationId, after, limit];
    return (await this.dataSource.query<RunRow[]>(RUNS_OF_CORRELATION, values)).map(toRun);
  }

  async find(ids: readonly string[]): Promise<WorkflowRun[]> {
    return (await this.dataSource.query<RunRow[]>(RUNS_BY_ID, [ids])).map(toRun);
  }

  /**
   * Deletes the runs of workflows that did nothing; schedule it, hourly will do.
   * @param age milliseconds that they are kept
   * @returns how many went
   */
  async trim(age: number): Promise<number> {
    const before = new Date(Date.now() - age);
    for (let total = 0; ;) {
      const [page] = await this.dataSource.query<{ count: number }[]>(TRIM_RUNS, [before, PAGE]);
      total += page?.count ?? 0;
      if ((page?.count ?? 0) < PAGE) {
        return total;
      }
    }
  }

  async update(
    manager: EntityManager,
    id: string,
    change: { actions: readonly RunAction[]; status: RunStatus; detail?: string | null },
  ): Promise<void> {
    const { actions, status, detail = null } = change;
    await manager.query(UPDATE_RUN, [id, JSON.stringify(actions), status, detail]);
  }
}

function toRun(row: RunRow): WorkflowRun {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    version: row.number,
    eventId: row.event_id,
    aggregate: row.aggregate,
    itemType: row.item_type,
    itemId: row.item_id,
    action: row.action,
    status: row.status,
    skipReason: row.skip_reason,
    detail: row.detail,
    truth: row.truth,
    missing: row.missing,
    actions: row.actions,
    inputs: row.inputs,
    depth: row.depth,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
