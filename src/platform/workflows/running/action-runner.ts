import { Injectable } from '@nestjs/common';
import { runInContext } from '../../correlation/index.js';
import {
  DeadDelivery,
  type DeliveryContext,
  RetryLater,
  SkipDelivery,
} from '../../deliveries/index.js';
import type { AnyEvent } from '../../events/index.js';
import type { WorkflowActionResult } from '../actions/workflow-action-handler.interface.js';
import { type RegisteredAction, WorkflowActions } from '../actions/workflow-actions.js';
import type { RunAction, WorkflowRun } from '../storing/run.interface.js';
import { RUN_KIND, WORKFLOW_ACTOR } from '../workflows.constants.js';
import { WorkflowActionFailedError, WorkflowActionRefused } from '../workflows.errors.js';

/** What the domain says for good, by the last word of its error's code. */
const REFUSAL = /_(NOT_FOUND|INVALID|INVALID_INPUT|FORBIDDEN|CONFLICT)$/;
/** Characters of a result that the run keeps. */
const MOST_RESULT = 4_000;

/** Runs one action of a run as the workflow. */
@Injectable()
export class ActionRunner {
  constructor(private readonly actions: WorkflowActions) {}

  /**
   * @returns the action as the run keeps it
   * @throws DeadDelivery for what no retry can cure, else what makes the delivery come back; the
   * message begins with `actions[<index>]`
   */
  async run(
    run: WorkflowRun,
    index: number,
    event: AnyEvent,
    context: DeliveryContext,
  ): Promise<RunAction> {
    const planned = run.actions[index]!;
    try {
      const result = await this.act(run, index, event, context);
      return ended(planned, 'done', resultOf(result));
    } catch (error) {
      if (error instanceof SkipDelivery) {
        context.note({ [`actions[${index}]`]: `skipped: ${error.reason}` });
        return { ...ended(planned, 'skipped', null), error: error.reason };
      }
      throw told(error, `actions[${index}] ${planned.type}`);
    }
  }

  private async act(
    run: WorkflowRun,
    index: number,
    event: AnyEvent,
    context: DeliveryContext,
  ): Promise<WorkflowActionResult | void> {
    const { type, ...fields } = run.inputs[index]!;
    const action = this.actions.find(type);
    if (!action) {
      throw new WorkflowActionRefused('the application has no such action any more');
    }
    const input = await inputOf(action, fields);
    const actor = { id: `${WORKFLOW_ACTOR}:${run.workflowId}`, type: WORKFLOW_ACTOR };
    const cause = { actor, causationId: `${RUN_KIND}:${run.id}`, reason: run.workflowName };
    return runInContext(cause, async () =>
      action.handler.run(input, {
        manager: context.manager,
        event,
        aggregate: run.aggregate,
        aggregateId: run.itemId,
        workflow: { id: run.workflowId, name: run.workflowName, version: run.version },
        run: { id: run.id },
        actor,
        signal: context.signal,
        idempotencyKey: `${context.idempotencyKey}:${index}`,
        attempt: context.attempt,
        note: context.note,
      }),
    );
  }
}

async function inputOf(action: RegisteredAction, fields: unknown): Promise<unknown> {
  const result = await action.check(fields);
  if (result.issues) {
    throw new WorkflowActionRefused(result.issues.map((issue) => issue.message).join('; '));
  }
  return result.value;
}

function told(error: unknown, what: string): Error {
  const message = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  if (error instanceof RetryLater) {
    return new RetryLater(error.milliseconds, message);
  }
  const { code } = (error ?? {}) as { code?: unknown };
  const isFinal =
    error instanceof DeadDelivery ||
    error instanceof WorkflowActionRefused ||
    (typeof code === 'string' && REFUSAL.test(code));
  // The log of attempts writes the cause behind the message.
  return isFinal ? new DeadDelivery(message) : new WorkflowActionFailedError(what, error);
}

function ended(
  action: RunAction,
  state: 'done' | 'skipped',
  result: WorkflowActionResult | null,
): RunAction {
  return { ...action, state, result, error: null, finished_at: new Date().toISOString() };
}

function resultOf(result: WorkflowActionResult | void): WorkflowActionResult | null {
  if (!result) {
    return null;
  }
  return JSON.stringify(result).length > MOST_RESULT ? { note: 'too large to keep' } : result;
}
