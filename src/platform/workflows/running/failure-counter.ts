import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { WorkflowsModuleOptions } from '../interfaces/workflows-module-options.interface.js';
import { COUNT_FAILURE, FORGET_FAILURES, LOCK_WRITERS } from '../sql/workflows.sql.js';
import { WORKFLOWS_MODULE_OPTIONS } from '../workflows.module-definition.js';
import { WorkflowsService } from '../workflows.service.js';

const MOST = 10;

interface Counted {
  readonly consecutive_failures: number;
  readonly enabled: boolean;
}

/** Disables a workflow that failed too often in a row. */
@Injectable()
export class FailureCounter {
  constructor(
    @Inject(WORKFLOWS_MODULE_OPTIONS) private readonly options: WorkflowsModuleOptions,
    private readonly workflows: WorkflowsService,
  ) {}

  async failed(manager: EntityManager, workflowId: string, why: string): Promise<void> {
    // In the order in which writers of workflows take their locks.
    await manager.query(LOCK_WRITERS);
    const [rows] = await manager.query<[Counted[], number]>(COUNT_FAILURE, [workflowId]);
    const [workflow] = rows;
    const failures = workflow?.consecutive_failures ?? 0;
    if (workflow?.enabled && failures >= (this.options.failures ?? MOST)) {
      const reason = `failed ${failures} times in a row, at last: ${why}`;
      await this.workflows.disableWithin(manager, workflowId, reason);
    }
  }

  async succeeded(manager: EntityManager, workflowId: string): Promise<void> {
    await manager.query(FORGET_FAILURES, [workflowId]);
  }
}
