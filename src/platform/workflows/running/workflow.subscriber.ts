import { Injectable } from '@nestjs/common';
import {
  type Delivery,
  type DeliveryContext,
  type DeliverySubscriber,
  SkipDelivery,
} from '../../deliveries/index.js';
import { EventReaders } from '../../events/index.js';
import { WorkflowCatalogue } from '../catalogue/workflow-catalogue.js';
import { WORKFLOW_SUBSCRIBER } from '../workflows.constants.js';
import { RunWriter } from './run-writer.js';
import { WorkflowEvaluator } from './workflow-evaluator.js';

/**
 * Hears of events to which some enabled workflow listens: its routes are written with the workflows.
 * In order for each aggregate, so that what one workflow did is seen by the next in the same order.
 */
@Injectable()
export class WorkflowSubscriber implements DeliverySubscriber {
  readonly name = WORKFLOW_SUBSCRIBER;
  readonly ordered = 'aggregate';

  constructor(
    private readonly readers: EventReaders,
    private readonly catalogue: WorkflowCatalogue,
    private readonly evaluator: WorkflowEvaluator,
    private readonly writer: RunWriter,
  ) {}

  routes(): [] {
    return [];
  }

  async handle(delivery: Delivery, { manager, note }: DeliveryContext): Promise<void> {
    const { itemType, refId, id } = delivery;
    const [event] = await this.readers.ofItemType(itemType).find([refId], manager);
    const trigger = event && this.catalogue.find(event.aggregate, event.action);
    if (!trigger) {
      throw new SkipDelivery('the event, or its action, is not known any more');
    }
    const drafts = await this.evaluator.evaluate(manager, trigger, event);
    await this.writer.write(manager, { event, itemType, causationId: `delivery:${id}` }, drafts);
    const matched = drafts.filter((draft) => draft.status === 'matched').length;
    note({ workflows: drafts.length, matched });
  }
}
