import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Deliveries } from '../../deliveries/index.js';
import type { AnyEvent } from '../../events/index.js';
import type { WorkflowsModuleOptions } from '../interfaces/workflows-module-options.interface.js';
import { COUNT_RUNS, INSERT_RUNS, LOCK_CORRELATION } from '../sql/runs.sql.js';
import { WorkflowAnnouncer } from '../storing/announcer.js';
import { ACTION_SUBSCRIBER, RUN_KIND } from '../workflows.constants.js';
import { WORKFLOWS_MODULE_OPTIONS } from '../workflows.module-definition.js';
import { FailureCounter } from './failure-counter.js';
import type { RunDraft } from './run-draft.interface.js';

const BUDGET = 100;

interface Written {
  readonly id: string;
  readonly workflow_id: string;
  readonly status: string;
}

/** What all runs of an event have in common. */
export interface RunEvent {
  readonly event: AnyEvent;
  readonly itemType: string;
  readonly causationId: string;
}

/** Writes runs down and sets going those that matched, within what a correlation may cost. */
@Injectable()
export class RunWriter {
  constructor(
    @Inject(WORKFLOWS_MODULE_OPTIONS) private readonly options: WorkflowsModuleOptions,
    private readonly deliveries: Deliveries,
    private readonly announcer: WorkflowAnnouncer,
    private readonly failures: FailureCounter,
  ) {}

  async write(manager: EntityManager, about: RunEvent, drafts: readonly RunDraft[]): Promise<void> {
    const affordable = await this.withinBudget(manager, about, drafts);
    const written = await insert(manager, about, affordable);
    const known = new Set(written.map((run) => run.workflow_id));
    // A conflict is either a repetition of this event, or the workflow acted on the record before.
    const again = affordable.filter(
      (run) => run.status !== 'skipped' && !known.has(run.workflowId),
    );
    const repeated = again.map((run) =>
      skip(run, 'already_ran', 'It acted on this record within this correlation before.'),
    );
    await insert(manager, about, repeated);
    const drafted = new Map(drafts.map((draft) => [draft.workflowId, draft]));
    for (const run of written) {
      await this.setGoing(manager, about, run, drafted.get(run.workflow_id)!);
    }
  }

  private async withinBudget(
    manager: EntityManager,
    { event }: RunEvent,
    drafts: readonly RunDraft[],
  ): Promise<readonly RunDraft[]> {
    if (!drafts.some((draft) => draft.status === 'matched')) {
      return drafts;
    }
    await manager.query(LOCK_CORRELATION, [event.correlationId]);
    const [count] = await manager.query<{ runs: number }[]>(COUNT_RUNS, [event.correlationId]);
    const budget = this.options.budget ?? BUDGET;
    let left = budget - (count?.runs ?? 0);
    return drafts.map((draft) => {
      if (draft.status !== 'matched' || left-- > 0) {
        return draft;
      }
      return skip(draft, 'budget', `One correlation may cause ${budget} runs, and it did.`);
    });
  }

  private async setGoing(
    manager: EntityManager,
    { event, itemType }: RunEvent,
    run: Written,
    draft: RunDraft,
  ): Promise<void> {
    const { workflowId, workflowName } = draft;
    const summary = { workflow: workflowName, item_type: itemType, item_id: event.aggregateId };
    if (run.status === 'failed') {
      await this.announcer.run(manager, { id: run.id, workflowId }, 'failed', summary);
      await this.failures.failed(manager, workflowId, draft.detail ?? 'it failed');
    }
    if (run.status === 'matched') {
      await this.announcer.run(manager, { id: run.id, workflowId }, 'matched', summary);
      await this.deliveries.enqueue(manager, {
        kind: RUN_KIND,
        refId: run.id,
        subscriber: ACTION_SUBSCRIBER,
        itemType,
        itemId: event.aggregateId,
        event: event.action,
        correlationId: event.correlationId,
        causationId: `${RUN_KIND}:${run.id}`,
      });
    }
  }
}

function skip(
  draft: RunDraft,
  skipReason: NonNullable<RunDraft['skipReason']>,
  detail: string,
): RunDraft {
  return { ...draft, status: 'skipped', skipReason, detail, actions: [] };
}

async function insert(
  manager: EntityManager,
  { event, itemType, causationId }: RunEvent,
  drafts: readonly RunDraft[],
): Promise<Written[]> {
  if (drafts.length === 0) {
    return [];
  }
  const rows = drafts.map((draft) => ({
    workflow_id: draft.workflowId,
    version_id: draft.versionId,
    event_id: event.id,
    aggregate: event.aggregate,
    item_type: itemType,
    item_id: event.aggregateId,
    action: event.action,
    status: draft.status,
    skip_reason: draft.skipReason,
    detail: draft.detail,
    truth: draft.truth,
    missing: draft.missing,
    actions: draft.actions,
    depth: draft.depth,
    correlation_id: event.correlationId,
    causation_id: causationId,
  }));
  return manager.query<Written[]>(INSERT_RUNS, [JSON.stringify(rows)]);
}
