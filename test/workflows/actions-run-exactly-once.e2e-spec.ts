import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CorrelationTraceService } from '../../src/platform/correlation/index.js';
import { Deliveries, DeliveryManager } from '../../src/platform/deliveries/index.js';
import { RunStore } from '../../src/platform/workflows/index.js';
import { settled } from '../deliveries/support/settled.js';
import { deliveriesOf, effectsOf } from '../deliveries/support/delivery-rows.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { CallAction, RefuseAction } from './support/fixture-actions.js';
import { startWorkflowApp, type WorkflowApp } from './support/start-workflow-app.js';

const IN_ULM = [{ attribute: 'event.extra.place', operator: 'is', value: 'Ulm' }];

describe('the actions of a workflow', () => {
  let app: WorkflowApp;

  beforeAll(async () => {
    app = await startWorkflowApp({ failures: 2 });
  });

  afterAll(() => app.close());

  /** The runs of a correlation, once there are `count` and none is under way. */
  async function ended(correlationId: string, count = 1) {
    return eventually(
      async () => {
        const runs = (await app.runs()).filter((run) => run.correlationId === correlationId);
        expect(runs.filter((run) => run.status !== 'matched')).toHaveLength(count);
        return runs;
      },
      { within: 15_000 },
    );
  }

  it('run in order, as the workflow, and leave a history', async () => {
    const workflow = await app.workflows.create({
      name: 'Ulm',
      triggered_on: 'scanned',
      conditions: IN_ULM,
      actions: [
        { type: 'mark', text: 'first' },
        { type: 'call', to: 'them' },
        { type: 'record', action: 'weighed' },
        { type: 'call', to: 'unset' },
      ],
    });
    const event = await app.scan('7', 'c-order');

    const [run] = await ended('c-order');
    const { calls } = app.context.get(CallAction);
    expect(run).toMatchObject({
      status: 'succeeded',
      workflowName: 'Ulm',
      version: 1,
      eventId: event,
      itemType: 'Parcel',
      itemId: '7',
      depth: 0,
      truth: {
        result: true,
        children: [{ path: 'conditions[0]', expected: 'Ulm', actual: 'Ulm', result: true }],
      },
      actions: [
        { type: 'mark', state: 'done', result: { text: 'first' } },
        { type: 'call', state: 'done', outside: true },
        { type: 'record', state: 'done' },
        { type: 'call', state: 'skipped', error: 'no server is configured' },
      ],
    });
    expect(calls.map((call) => call.to).toSorted()).toEqual(['them', 'unset']);
    expect(new Set(calls.map((call) => call.key)).size).toBe(2);
    const written = await query(
      app.databaseUrl,
      "SELECT actor_id, actor_type, correlation_id, causation_id FROM parcel_events WHERE action = 'weighed'",
    );
    expect(written).toEqual([
      {
        actor_id: `workflow:${workflow.id}`,
        actor_type: 'workflow',
        correlation_id: 'c-order',
        causation_id: `workflow_run:${run!.id}`,
      },
    ]);
    const { nodes } = await app.context.get(CorrelationTraceService).trace('c-order');
    const causes = new Map(nodes.map((node) => [`${node.kind}:${node.id}`, node.causationId]));
    expect(causes.get(`workflow_run:${run!.id}`)).toMatch(/^delivery:/);
    expect(causes.get(run!.causationId!)).toBe(`event:${event}`);
  });

  it('do not run where the conditions do not hold, which the history says', async () => {
    await app.scan('8', 'c-elsewhere', 'Bonn');

    expect(await ended('c-elsewhere')).toMatchObject([
      { status: 'skipped', skipReason: 'conditions', truth: { result: false }, actions: [] },
    ]);
  });

  it('run once, however often the event is delivered', async () => {
    const event = await app.scan('9', 'c-again');
    await ended('c-again');
    const before = await effectsOf(app.databaseUrl);

    await app.context.get(Deliveries).enqueue(app.dataSource.manager, {
      kind: 'event',
      refId: event,
      subscriber: 'workflow',
      target: 'parcel.scanned',
      replay: 'again',
      itemType: 'Parcel',
      itemId: '9',
      event: 'scanned',
      correlationId: 'c-again',
    });
    app.ring();

    await settled(app.databaseUrl, (await deliveriesOf(app.databaseUrl)).length);
    expect(await effectsOf(app.databaseUrl)).toEqual(before);
    expect(await ended('c-again')).toHaveLength(1);
  });

  it('are all undone when one refuses; a workflow that keeps failing is disabled', async () => {
    const workflow = await app.workflows.create({
      name: 'Sealed',
      triggered_on: 'packed',
      actions: [{ type: 'mark', text: 'sealed' }, { type: 'refuse' }],
    });
    const before = await effectsOf(app.databaseUrl);
    for (const parcel of ['1', '2']) {
      await app.recorder.recordEvent(app.dataSource.manager, parcel, 'packed');
    }

    const disabled = await eventually(
      async () => {
        const now = await app.workflows.change(workflow.id, {});
        expect(now.enabled).toBe(false);
        return now;
      },
      { within: 15_000 },
    );
    expect(disabled.disabledReason).toBe(
      'failed 2 times in a row, at last: actions[1] refuse: the parcel is sealed',
    );
    expect(await effectsOf(app.databaseUrl)).toEqual(before);
    const failed = (await app.runs()).filter((run) => run.workflowId === workflow.id);
    expect(failed).toMatchObject([
      {
        status: 'failed',
        actions: [{ state: 'waiting' }, { state: 'failed', error: 'the parcel is sealed' }],
      },
      { status: 'failed' },
    ]);
    await eventually(async () => {
      const told = await query<{ summary: { reason?: string } }>(
        app.databaseUrl,
        "SELECT summary FROM backstory.feed_entries WHERE item_type = 'Workflow' AND event = 'disabled'",
      );
      expect(told).toHaveLength(1);
      expect(told[0]!.summary.reason).toContain('the parcel is sealed');
      return told;
    });

    // Nobody listens any more, so nothing is delivered.
    const count = (await deliveriesOf(app.databaseUrl)).length;
    await app.recorder.recordEvent(app.dataSource.manager, '3', 'packed');
    await app.scan('10', 'c-after');
    await ended('c-after');
    const packed = (await deliveriesOf(app.databaseUrl)).slice(count);
    expect(packed.some((one) => one.target === 'parcel.packed')).toBe(false);
  });

  it('go on where they failed when somebody tries again', async () => {
    app.context.get(RefuseAction).refuses = false;
    const failed = (await app.runs()).find((run) => run.status === 'failed')!;
    const dead = (await deliveriesOf(app.databaseUrl)).find(
      (one) => one.ref_id === failed.id && one.subscriber === 'workflow_action',
    );
    await app.context.get(DeliveryManager).retry(dead!.id);

    const after = await eventually(async () => {
      const run = (await app.runs()).find(({ id }) => id === failed.id)!;
      expect(run.status).toBe('succeeded');
      return run;
    });
    expect(after.actions.map((action) => action.state)).toEqual(['done', 'done']);
  });

  it('leave what they did; of those that did nothing only the week', async () => {
    const kept = (await app.runs()).filter(({ status }) => status !== 'skipped');
    const skipped = (await app.runs()).length - kept.length;
    expect([kept.length, skipped].every((count) => count > 0)).toBe(true);
    await query(
      app.databaseUrl,
      `UPDATE backstory.workflow_runs SET started_at = started_at - interval '8 days'`,
    );
    await app.workflows.create({
      name: 'Never',
      triggered_on: 'scanned',
      conditions: [{ attribute: 'event.extra.place', operator: 'is', value: 'Rome' }],
      actions: [{ type: 'mark', text: 'x' }],
    });
    await app.scan('8', 'c-young', 'Linz');
    const young = await eventually(async () => {
      const runs = (await app.runs()).filter((run) => run.correlationId === 'c-young');
      expect(runs.length).toBeGreaterThan(0);
      return runs;
    });

    expect(await app.context.get(RunStore).trim(7 * 24 * 3_600_000)).toBe(skipped);

    expect((await app.runs()).map(({ id }) => id)).toEqual([...kept, ...young].map(({ id }) => id));
  });

  it('are all that the engine hears of: other deliveries that die are not its business', async () => {
    const die = async (subscriber: string, refId: number): Promise<void> => {
      await query(
        app.databaseUrl,
        `INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, summary)
         VALUES ('delivery', $2::bigint, 'Delivery', $2::text, 'dead', jsonb_build_object('subscriber', $1::text))`,
        [subscriber, refId],
      );
    };
    await die('email', 900_001);
    await die('workflow_action', 900_002);
    app.ring();

    const heard = await eventually(async () => {
      const rows = await query<{ ref_id: string }>(
        app.databaseUrl,
        `SELECT ref_id FROM backstory.deliveries
         WHERE subscriber = 'workflow_outcome' AND ref_id > 900000`,
      );
      expect(rows.length).toBeGreaterThan(0);
      return rows;
    });
    expect(heard).toEqual([{ ref_id: '900002' }]);
  });
});
