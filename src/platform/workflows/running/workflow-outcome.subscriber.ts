import { Injectable } from '@nestjs/common';
import {
  type Delivery,
  type DeliveryContext,
  DeliveryReader,
  type DeliveryRoute,
  type DeliverySubscriber,
} from '../../deliveries/index.js';
import { WorkflowAnnouncer } from '../storing/announcer.js';
import type { RunAction, WorkflowRun } from '../storing/run.interface.js';
import { RunStore } from '../storing/run-store.js';
import { ACTION_SUBSCRIBER, OUTCOME_SUBSCRIBER, RUN_KIND } from '../workflows.constants.js';
import { FailureCounter } from './failure-counter.js';

/** Says which action it was, in the error of a delivery that did several. */
const PLACE = /^actions\[(\d+)\] /;

/**
 * Hears of deliveries that died or that a person skipped: a run learns so of actions that will never
 * be done, and its workflow counts a failure.
 */
@Injectable()
export class WorkflowOutcomeSubscriber implements DeliverySubscriber {
  readonly name = OUTCOME_SUBSCRIBER;

  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly runs: RunStore,
    private readonly announcer: WorkflowAnnouncer,
    private readonly failures: FailureCounter,
  ) {}

  routes(): DeliveryRoute[] {
    return ['dead', 'skipped'].map((event) => ({
      kind: 'delivery',
      itemType: 'Delivery',
      event,
      deliveriesOf: ACTION_SUBSCRIBER,
    }));
  }

  async handle({ refId }: Delivery, { manager }: DeliveryContext): Promise<void> {
    const ended = await this.deliveries.get(refId);
    const isOurs = ended.kind === RUN_KIND && ended.subscriber === ACTION_SUBSCRIBER;
    // Somebody may have tried it again since it ended.
    const isOver = ended.state === 'dead' || ended.state === 'skipped';
    const run = isOurs && isOver ? await this.runs.lock(manager, ended.refId) : undefined;
    if (!run || run.status === 'succeeded') {
      return;
    }
    const why = ended.skipReason ?? ended.lastError ?? 'no reason was given';
    const actions = afterEnd(run, ended, why);
    const isFailure = ended.state === 'dead';
    const isOpen = actions.some((action) => action.state === 'waiting');
    const status = statusAfter(run, isFailure, isOpen);
    await this.runs.update(manager, run.id, { actions, status, detail: why });
    if (status === run.status) {
      return;
    }
    const { workflowId, workflowName, itemType, itemId } = run;
    const summary = { workflow: workflowName, item_type: itemType, item_id: itemId };
    await this.announcer.run(manager, run, status, summary);
    if (isFailure) {
      await this.failures.failed(manager, workflowId, why);
    }
  }
}

function statusAfter(run: WorkflowRun, isFailure: boolean, isOpen: boolean): WorkflowRun['status'] {
  if (isFailure) {
    return 'failed';
  }
  return isOpen ? run.status : 'succeeded';
}

/** The actions of a delivery that ended: those of the database together, one outside alone. */
function afterEnd(run: WorkflowRun, { target, state }: Delivery, why: string): RunAction[] {
  const failed = target === '' ? PLACE.exec(why)?.[1] : target;
  return run.actions.map((action, place) => {
    const isMeant = String(place) === failed || (state === 'skipped' && target === '');
    if (!isMeant || action.state === 'done') {
      return action;
    }
    return {
      ...action,
      state: state === 'dead' ? 'failed' : 'skipped',
      error: why.replace(PLACE, '').replace(`${action.type}: `, ''),
      finished_at: new Date().toISOString(),
    };
  });
}
