import { Injectable } from '@nestjs/common';
import {
  DeadDelivery,
  type Delivery,
  type DeliveryContext,
  type DeliverySubscriber,
  SkipDelivery,
} from '../../deliveries/index.js';
import { type AnyEvent, EventReaders } from '../../events/index.js';
import { WorkflowAnnouncer } from '../storing/announcer.js';
import type { RunAction, WorkflowRun } from '../storing/run.interface.js';
import { RunStore } from '../storing/run-store.js';
import { ACTION_SUBSCRIBER } from '../workflows.constants.js';
import { ActionRunner } from './action-runner.js';
import { FailureCounter } from './failure-counter.js';

/**
 * Does what a run is to do. Its actions in the database are one delivery and one transaction; each
 * action with an effect outside then gets a delivery of its own, with its place as the target.
 */
@Injectable()
export class WorkflowActionSubscriber implements DeliverySubscriber {
  readonly name = ACTION_SUBSCRIBER;

  constructor(
    private readonly readers: EventReaders,
    private readonly runs: RunStore,
    private readonly runner: ActionRunner,
    private readonly announcer: WorkflowAnnouncer,
    private readonly failures: FailureCounter,
  ) {}

  routes(): [] {
    return [];
  }

  async handle(delivery: Delivery, context: DeliveryContext): Promise<void> {
    const { target } = delivery;
    const isOutside = target !== '';
    // Only for its own writes: the lock on the run must not be held while somebody outside is slow.
    const seen = isOutside
      ? (await this.runs.find([delivery.refId]))[0]
      : await this.runs.lock(context.manager, delivery.refId);
    if (!seen) {
      throw new SkipDelivery('the run is not known any more');
    }
    const event = await this.eventOf(seen, context);
    const wanted = isOutside ? [Number(target)] : placesOf(seen, (action) => !action.outside);
    const ended = new Map<number, RunAction>();
    for (const place of wanted) {
      if (seen.actions[place]?.state !== 'done') {
        ended.set(place, await this.runner.run(seen, place, event, context));
      }
    }
    const run = isOutside ? (await this.runs.lock(context.manager, delivery.refId))! : seen;
    const actions = run.actions.map((action, place) => ended.get(place) ?? action);
    const open = placesOf({ actions }, ({ state }) => state === 'waiting' || state === 'failed');
    await this.end(run, actions, context, open.length === 0);
    if (!isOutside && open.length > 0) {
      await context.fanOut(open.map(String));
    }
  }

  private async end(
    run: WorkflowRun,
    actions: readonly RunAction[],
    { manager }: DeliveryContext,
    isOver: boolean,
  ): Promise<void> {
    await this.runs.update(manager, run.id, { actions, status: statusOf(actions, isOver) });
    if (isOver) {
      const { workflowId, workflowName, itemType, itemId } = run;
      const summary = { workflow: workflowName, item_type: itemType, item_id: itemId };
      await this.announcer.run(manager, run, 'succeeded', summary);
      await this.failures.succeeded(manager, workflowId);
    }
  }

  private async eventOf(run: WorkflowRun, { manager }: DeliveryContext): Promise<AnyEvent> {
    const [event] = await this.readers.ofItemType(run.itemType).find([run.eventId], manager);
    if (!event) {
      throw new DeadDelivery('the event of this run is not known any more');
    }
    return event;
  }
}

function statusOf(actions: readonly RunAction[], isOver: boolean): WorkflowRun['status'] {
  if (isOver) {
    return 'succeeded';
  }
  return actions.some((action) => action.state === 'failed') ? 'failed' : 'matched';
}

function placesOf(
  { actions }: Pick<WorkflowRun, 'actions'>,
  wanted: (action: RunAction) => boolean,
): number[] {
  return actions.flatMap((action, place) => (wanted(action) ? [place] : []));
}
