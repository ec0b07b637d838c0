import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WorkflowDefinition } from '../definition/definition.interface.js';
import {
  LIST_VERSIONS,
  LIST_WORKFLOWS,
  LOCK_WORKFLOW,
  READ_VERSION,
  READ_WORKFLOW,
} from '../sql/workflows.sql.js';
import { WorkflowNotFoundError, WorkflowVersionNotFoundError } from '../workflows.errors.js';
import { isRowId } from './row-id.js';
import type { Page, Workflow, WorkflowFilter, WorkflowVersion } from './workflow.interface.js';

interface WorkflowRow {
  readonly id: string;
  readonly item_type: string;
  readonly enabled: boolean;
  readonly revision: number;
  readonly consecutive_failures: number;
  readonly disabled_reason: string | null;
  readonly created_by: string;
  readonly updated_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version_id: string;
  readonly number: number;
  readonly definition: WorkflowDefinition;
}

interface VersionRow {
  readonly id: string;
  readonly number: number;
  readonly definition: WorkflowDefinition;
  readonly created_by: string;
  readonly correlation_id: string | null;
  readonly created_at: Date;
}

/** Reads workflows and their versions. */
@Injectable()
export class WorkflowStore {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws WorkflowNotFoundError */
  async get(id: string): Promise<Workflow> {
    return this.one(this.dataSource.manager, READ_WORKFLOW, id);
  }

  /** Keeps it for the caller until the transaction ends. @throws WorkflowNotFoundError */
  async lock(manager: EntityManager, id: string): Promise<Workflow> {
    return this.one(manager, LOCK_WORKFLOW, id);
  }

  async list(filter: WorkflowFilter, page: Page): Promise<Workflow[]> {
    const { enabled = null, aggregate = null, triggeredOn = null } = filter;
    const rows = await this.dataSource.query<WorkflowRow[]>(LIST_WORKFLOWS, [
      enabled,
      aggregate,
      triggeredOn,
      page.after ?? null,
      page.limit,
    ]);
    return rows.map(toWorkflow);
  }

  async versions(id: string, page: Page): Promise<WorkflowVersion[]> {
    await this.get(id);
    const rows = await this.dataSource.query<VersionRow[]>(LIST_VERSIONS, [
      id,
      page.after ?? null,
      page.limit,
    ]);
    return rows.map(toVersion);
  }

  /** @throws WorkflowNotFoundError, WorkflowVersionNotFoundError */
  async version(id: string, number: number): Promise<WorkflowVersion> {
    await this.get(id);
    const [row] = await this.dataSource.query<VersionRow[]>(READ_VERSION, [id, number]);
    if (!row) {
      throw new WorkflowVersionNotFoundError(id, number);
    }
    return toVersion(row);
  }

  private async one(manager: EntityManager, statement: string, id: string): Promise<Workflow> {
    const [row] = isRowId(id) ? await manager.query<WorkflowRow[]>(statement, [id]) : [];
    if (!row) {
      throw new WorkflowNotFoundError(id);
    }
    return toWorkflow(row);
  }
}

function toWorkflow(row: WorkflowRow): Workflow {
  return {
    id: row.id,
    itemType: row.item_type,
    definition: row.definition,
    enabled: row.enabled,
    version: row.number,
    versionId: row.version_id,
    revision: row.revision,
    consecutiveFailures: row.consecutive_failures,
    disabledReason: row.disabled_reason,
    createdBy: row.created_by,
    updatedBy: row.updated_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toVersion(row: VersionRow): WorkflowVersion {
  return {
    id: row.id,
    number: row.number,
    definition: row.definition,
    createdBy: row.created_by,
    correlationId: row.correlation_id,
    createdAt: row.created_at,
  };
}
