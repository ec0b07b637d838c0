import {
  CorrelationCursorError,
  type CorrelationNode,
  type CorrelationPage,
  type CorrelationSource,
} from '../../correlation/index.js';
import type { WorkflowRun } from '../storing/run.interface.js';
import type { RunStore } from '../storing/run-store.js';
import { RUN_KIND } from '../workflows.constants.js';

const RUN_ID = /^\d{1,18}$/;

/** The runs of a correlation: those that acted, and those that the loop guard kept from it. */
export class RunsCorrelationSource implements CorrelationSource {
  readonly kind = RUN_KIND;

  constructor(private readonly runs: RunStore) {}

  async list(
    correlationId: string,
    { after = '0', limit }: CorrelationPage,
  ): Promise<CorrelationNode[]> {
    if (!RUN_ID.test(after)) {
      throw new CorrelationCursorError();
    }
    return (await this.runs.ofCorrelation(correlationId, after, limit)).map(toNode);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    return (await this.runs.find(ids.filter((id) => RUN_ID.test(id)))).map(toNode);
  }
}

function toNode(run: WorkflowRun): CorrelationNode {
  return {
    kind: RUN_KIND,
    id: run.id,
    causationId: run.causationId,
    occurredAt: run.startedAt.toISOString(),
    item: { itemType: run.itemType, itemId: run.itemId },
    facts: {
      workflow_id: run.workflowId,
      workflow_name: run.workflowName,
      version: run.version,
      event: run.action,
      status: run.status,
      skip_reason: run.skipReason,
      detail: run.detail,
      depth: run.depth,
      actions: run.actions.map(({ type, state, error }) => ({ type, state, error })),
      finished_at: run.finishedAt?.toISOString() ?? null,
    },
  };
}
