import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DeadDelivery, SkipDelivery } from '../../../src/platform/deliveries/index.js';
import { type EventRecorder, InjectEvents } from '../../../src/platform/events/index.js';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
  WorkflowActionRefused,
} from '../../../src/platform/workflows/index.js';
import { parcelEvents } from '../../events/support/parcel-events.js';

type Parcels = typeof parcelEvents;

/** Writes a row. */
@WorkflowAction('mark', { label: 'Mark', schema: z.strictObject({ text: z.string().min(1) }) })
@Injectable()
export class MarkAction implements WorkflowActionHandler<{ text: string }> {
  async run({ text }: { text: string }, { manager, run }: WorkflowActionContext) {
    await manager.query('INSERT INTO effects (ref_id, target) VALUES ($1, $2)', [run.id, text]);
    return { text };
  }
}

/** Records another event of the parcel. */
@WorkflowAction('record', {
  label: 'Record',
  schema: z.strictObject({ action: z.enum(['scanned', 'weighed', 'packed']) }),
  aggregates: [parcelEvents],
})
@Injectable()
export class RecordAction implements WorkflowActionHandler<{ action: string }> {
  constructor(@InjectEvents(parcelEvents) private readonly events: EventRecorder<Parcels>) {}

  async run({ action }: { action: string }, { manager, aggregateId }: WorkflowActionContext) {
    if (action === 'packed') {
      await this.events.recordEvent(manager, aggregateId, 'packed');
    } else if (action === 'weighed') {
      await this.events.recordEvent(manager, aggregateId, 'weighed', { extra: { grams: 7 } });
    } else {
      const input = { record: '1', extra: { place: 'Ulm' } };
      await this.events.recordEvent(manager, aggregateId, 'scanned', input);
    }
  }
}

/** Refuses while it is told to. */
@WorkflowAction('refuse', { label: 'Refuse', schema: z.strictObject({}) })
@Injectable()
export class RefuseAction implements WorkflowActionHandler {
  refuses = true;

  async run(): Promise<void> {
    await Promise.resolve();
    if (this.refuses) throw new WorkflowActionRefused('the parcel is sealed');
  }
}

/** Stands for a call to somebody outside. */
@WorkflowAction('call', {
  label: 'Call',
  schema: z.strictObject({ to: z.string() }),
  outside: true,
})
@Injectable()
export class CallAction implements WorkflowActionHandler<{ to: string }> {
  readonly calls: { to: string; key: string }[] = [];

  async run({ to }: { to: string }, { idempotencyKey: key }: WorkflowActionContext) {
    await Promise.resolve();
    this.calls.push({ to, key });
    if (to === 'nowhere') throw new DeadDelivery('nobody answers there');
    if (to === 'unset') throw new SkipDelivery('no server is configured');
  }
}

export const FIXTURE_ACTIONS = [MarkAction, RecordAction, RefuseAction, CallAction];
