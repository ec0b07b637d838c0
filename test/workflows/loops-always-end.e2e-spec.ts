import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from '../deliveries/support/settled.js';
import { deliveriesOf } from '../deliveries/support/delivery-rows.js';
import { eventually } from '../support/eventually.js';
import { startWorkflowApp, type WorkflowApp } from './support/start-workflow-app.js';

const ACTIONS = ['scanned', 'weighed', 'packed'] as const;
const LIMITS = { depth: 5, budget: 12 };

interface Edge {
  readonly on: (typeof ACTIONS)[number];
  readonly to: readonly (typeof ACTIONS)[number][];
  readonly allow: boolean;
}

describe('workflows that set off workflows', () => {
  let app: WorkflowApp;

  beforeAll(async () => {
    app = await startWorkflowApp(LIMITS);
  });

  afterAll(() => app.close());

  const make = ({ on, to, allow }: Edge, name = `${on} to ${to.join()}`) =>
    app.workflows.create({
      name,
      triggered_on: on,
      actions: to.map((action) => ({ type: 'record', action })),
      allow_automation: allow,
    });

  const remove = async (workflows: readonly { id: string }[]) => {
    for (const { id } of workflows) await app.workflows.destroy(id);
  };

  /** Everything that the scan of a parcel led to, once nothing is open any more. */
  async function after(correlationId: string) {
    await app.scan(correlationId, correlationId);
    return eventually(
      async () => {
        const runs = (await app.runs()).filter((run) => run.correlationId === correlationId);
        expect(runs.length).toBeGreaterThan(0);
        const deliveries = await deliveriesOf(app.databaseUrl);
        await settled(app.databaseUrl, deliveries.length, { within: 200 });
        expect(await waiting()).toBe('0');
        const again = (await app.runs()).filter((run) => run.correlationId === correlationId);
        expect(again).toEqual(runs);
        return runs;
      },
      { within: 20_000 },
    );
  }

  const waiting = async () => {
    const [row] = await app.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM backstory.outbox',
    );
    return row!.count;
  };

  const told = (runs: Awaited<ReturnType<typeof after>>) =>
    runs.map((run) => `${run.workflowName}: ${run.skipReason ?? run.status} at ${run.depth}`);

  it('do not run on what another did, unless they say so', async () => {
    const made = [
      await make({ on: 'scanned', to: ['weighed'], allow: false }, 'first'),
      await make({ on: 'weighed', to: ['packed'], allow: false }, 'second'),
    ];

    expect(told(await after('shy'))).toEqual(['first: succeeded at 0', 'second: automation at 1']);
    await remove(made);
  });

  it('act once on one record within a correlation: A sets off B, B does not set off A again', async () => {
    const made = [
      await make({ on: 'scanned', to: ['weighed'], allow: true }, 'A'),
      await make({ on: 'weighed', to: ['scanned'], allow: true }, 'B'),
    ];

    expect(told(await after('round'))).toEqual([
      'A: succeeded at 0',
      'B: succeeded at 1',
      'A: already_ran at 2',
    ]);
    await remove(made);
  });

  it('end, whatever they set off', async () => {
    let number = 0;
    const edge: fc.Arbitrary<Edge> = fc.record({
      on: fc.constantFrom(...ACTIONS),
      to: fc.array(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 2 }),
      allow: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edge, { minLength: 3, maxLength: 9 }), async (edges) => {
        const made = [await make({ on: 'scanned', to: ['weighed', 'packed'], allow: true })];
        for (const one of edges) made.push(await make(one));

        const runs = await after(`graph-${(number += 1)}`);

        const acted = runs.filter((run) => run.status !== 'skipped');
        expect(acted.every((run) => run.status === 'succeeded')).toBe(true);
        expect(acted.length).toBeLessThanOrEqual(LIMITS.budget);
        expect(Math.max(...acted.map((run) => run.depth))).toBeLessThan(LIMITS.depth);
        expect(new Set(acted.map((run) => run.workflowId)).size).toBe(acted.length);
        await remove(made);
      }),
      { numRuns: 3 },
    );
  }, 60_000);
});
