import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import { CommitBell } from '../../events/index.js';
import { ANNOUNCE } from '../sql/announce.sql.js';
import { RUN_KIND, WORKFLOW_KIND } from '../workflows.constants.js';

type Summary = Readonly<Record<string, unknown>>;

/** Tells the feed what becomes of workflows and their runs. */
@Injectable()
export class WorkflowAnnouncer {
  constructor(private readonly bell: CommitBell) {}

  async workflow(
    manager: EntityManager,
    id: string,
    event: string,
    summary: Summary,
  ): Promise<void> {
    await this.announce(manager, [WORKFLOW_KIND, id, 'Workflow', event], ['Workflow', id], summary);
  }

  /** A run shows in the history of its workflow. */
  async run(
    manager: EntityManager,
    run: { readonly id: string; readonly workflowId: string },
    event: string,
    summary: Summary,
  ): Promise<void> {
    const item = [RUN_KIND, run.id, 'WorkflowRun', event];
    await this.announce(manager, item, ['Workflow', run.workflowId], summary);
  }

  private async announce(
    manager: EntityManager,
    item: readonly string[],
    aggregate: readonly string[],
    summary: Summary,
  ): Promise<void> {
    const { actor, source, correlationId, causationId } = currentContext() ?? {};
    await manager.query(ANNOUNCE, [
      ...item,
      actor?.id ?? 'system',
      actor?.type ?? 'system',
      source ?? 'application',
      correlationId ?? null,
      causationId ?? null,
      ...aggregate,
      JSON.stringify(summary),
    ]);
    this.bell.note(manager);
  }
}
