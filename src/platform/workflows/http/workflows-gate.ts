import { Inject, Injectable } from '@nestjs/common';
import type { WorkflowsModuleOptions } from '../interfaces/workflows-module-options.interface.js';
import type { WorkflowRun } from '../storing/run.interface.js';
import type { Workflow } from '../storing/workflow.interface.js';
import { WorkflowNotFoundError, WorkflowRunNotFoundError } from '../workflows.errors.js';
import { WORKFLOWS_MODULE_OPTIONS } from '../workflows.module-definition.js';

/** What a caller may see; what they may not is not there. */
@Injectable()
export class WorkflowsGate {
  constructor(@Inject(WORKFLOWS_MODULE_OPTIONS) private readonly options: WorkflowsModuleOptions) {}

  async mayRead(
    request: unknown,
    item: { readonly itemType: string; readonly itemId: string },
  ): Promise<boolean> {
    return (await this.options.access?.canRead(request, item)) === true;
  }

  /** @throws WorkflowNotFoundError */
  async assertWorkflow(request: unknown, id: string): Promise<void> {
    if (!(await this.mayRead(request, { itemType: 'Workflow', itemId: id }))) {
      throw new WorkflowNotFoundError(id);
    }
  }

  /** @throws WorkflowRunNotFoundError */
  async assertRun(request: unknown, run: WorkflowRun): Promise<void> {
    if (!(await this.mayReadRun(request, run))) {
      throw new WorkflowRunNotFoundError(run.id);
    }
  }

  workflows(request: unknown, all: readonly Workflow[]): Promise<Workflow[]> {
    return kept(all, ({ id }) => this.mayRead(request, { itemType: 'Workflow', itemId: id }));
  }

  runs(request: unknown, all: readonly WorkflowRun[]): Promise<WorkflowRun[]> {
    return kept(all, (run) => this.mayReadRun(request, run));
  }

  /** A run shows values of the record that it is about. */
  private async mayReadRun(request: unknown, run: WorkflowRun): Promise<boolean> {
    const { itemType, itemId, workflowId } = run;
    return (
      (await this.mayRead(request, { itemType: 'Workflow', itemId: workflowId })) &&
      (await this.mayRead(request, { itemType, itemId }))
    );
  }
}

async function kept<T>(all: readonly T[], mayRead: (one: T) => Promise<boolean>): Promise<T[]> {
  const allowed = await Promise.all(all.map(mayRead));
  return all.filter((_one, index) => allowed[index]);
}
