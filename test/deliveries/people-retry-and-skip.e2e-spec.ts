import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { Doorbell } from '../../src/platform/outbox/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { signIn } from '../support/sign-in.js';
import type { TestClient } from '../support/test-client.js';
import { commitFacts, numbers } from './support/delivery-rows.js';
import { settled } from './support/settled.js';

interface View {
  readonly id: string;
  readonly ref_id: string;
  readonly state: string;
  readonly attempts: number;
}

interface Task {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly processed: number;
  readonly changed: number;
}

const COUNT = 40;

describe('a person who looks after deliveries', () => {
  let test: TestApp;
  let operator: TestClient;
  let viewer: TestClient;
  let broken = true;

  beforeAll(async () => {
    test = await createTestApp({
      prepare: (app) => {
        app.get(DeliverySubscribers).register({
          name: 'mail',
          maxAttempts: 2,
          backoff: [10],
          routes: () => [{ kind: 'version', itemType: 'Letter', event: '*' }],
          async handle(_delivery, { note }) {
            await Promise.resolve();
            note({ server: 'mx1' });
            if (broken) throw new Error('the mail server is away');
          },
        });
      },
    });
    operator = (await signIn(test, 'operator', 'olga')).client;
    viewer = (await signIn(test, 'viewer')).client;
    await commitFacts(
      test.databaseUrl,
      numbers(COUNT).map((refId) => ({
        refId,
        itemType: 'Letter',
        itemId: String(refId % 2),
        correlationId: `c-${refId}`,
      })),
    );
    test.app.get(Doorbell).ring();
    await settled(test.databaseUrl, COUNT, { subscriber: 'mail' });
  });

  afterAll(() => test.close());

  const list = async (search: string): Promise<{ items: View[]; next: string | null }> =>
    (await viewer.get<{ items: View[]; next: string | null }>(`/deliveries?${search}`)).body;

  it('pages through what died, filters it, and sees each attempt', async () => {
    const first = await list('state=dead&limit=25');
    const rest = await list(`state=dead&limit=25&after=${first.next}`);

    const ids = [...first.items, ...rest.items].map(({ ref_id }) => Number(ref_id));
    expect(ids).toEqual(numbers(COUNT).toReversed());
    expect(rest.next).toBeNull();
    expect((await list('aggregate_type=Letter&aggregate_id=1&limit=200')).items).toHaveLength(20);
    expect((await list('subscriber=mail&correlation_id=c-7')).items).toMatchObject([
      { ref_id: '7' },
    ]);
    expect((await list('subscriber=nobody')).items).toEqual([]);
    const one = await viewer.get(`/deliveries/${first.items[0]!.id}`);
    expect(one.body).toMatchObject({
      state: 'dead',
      attempts: 2,
      last_error: 'the mail server is away',
      causation_id: `version:${COUNT}`,
      attempts_log: [1, 2].map((attempt) => ({
        attempt,
        outcome: 'failed',
        error: 'the mail server is away',
        detail: { server: 'mx1' },
      })),
    });
    expect((await viewer.get('/deliveries/subscribers')).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ name: 'mail', dead: COUNT, pending: 0, unavailable: null }),
      ]),
    });
  });

  it('hears of deaths in the live feed, and finds them in the tree of causes', async () => {
    const feed = await viewer.get<{ items: { event: string; summary: object }[] }>(
      '/feed/events?item_type=Delivery&wait=0',
    );
    const tree = await viewer.get<{ items: object[] }>('/correlations/c-7');

    expect(feed.status).toBe(200);
    const entries = await query(
      test.databaseUrl,
      `SELECT 1 FROM backstory.feed_entries WHERE item_type = 'Delivery' AND event = 'dead'`,
    );
    expect(entries).toHaveLength(COUNT);
    expect(JSON.stringify(tree.body)).toContain('"kind":"delivery"');
    expect(JSON.stringify(tree.body)).toContain('the mail server is away');
  });

  it('retries one, once the cause is mended', async () => {
    broken = false;
    const { items } = await list('subscriber=mail&correlation_id=c-1');
    const { id } = items[0]!;

    const answer = await operator.post(`/deliveries/${id}/retry`);

    expect(answer).toMatchObject({ status: 200, body: { id, state: 'pending' } });
    await eventually(async () => {
      expect((await list('subscriber=mail&correlation_id=c-1')).items).toMatchObject([
        { state: 'done', attempts: 3 },
      ]);
      return true;
    });
    expect(await operator.post(`/deliveries/${id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'DELIVERIES_STATE_CONFLICT' },
    });
  });

  it('skips one for a reason', async () => {
    const { items } = await list('subscriber=mail&correlation_id=c-2');
    const { id } = items[0]!;

    const answer = await operator.post(`/deliveries/${id}/skip`, { reason: 'told by telephone' });

    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'skipped', skip_reason: 'told by telephone' },
    });
    expect(await operator.post(`/deliveries/${id}/skip`, {})).toMatchObject({ status: 400 });
  });

  it('retries all that match, and watches how far it has got', async () => {
    const answer = await operator.post<Task>('/deliveries/retry', { subscriber: 'mail' });

    expect(answer).toMatchObject({ status: 202, body: { total: COUNT - 2, action: 'retry' } });
    expect(answer.headers.get('location')).toBe(`/deliveries/tasks/${answer.body.id}`);
    await eventually(async () => {
      const task = (await viewer.get<Task>(`/deliveries/tasks/${answer.body.id}`)).body;
      expect(task).toMatchObject({ state: 'done', processed: COUNT - 2, changed: COUNT - 2 });
      return true;
    });
    const after = await settled(test.databaseUrl, COUNT, { subscriber: 'mail' });
    expect(after.filter(({ state }) => state === 'done')).toHaveLength(COUNT - 1);
  });

  it('may only look as a viewer, and learns what was wrong with a question', async () => {
    expect((await viewer.post('/deliveries/1/retry')).status).toBe(403);
    expect((await viewer.post('/deliveries/retry', {})).status).toBe(403);
    expect((await viewer.get('/deliveries/999999')).status).toBe(404);
    expect((await viewer.get('/deliveries/tasks/999999')).status).toBe(404);
    expect((await viewer.get('/deliveries/abc')).status).toBe(400);
    expect(await viewer.get('/deliveries?state=lost&limit=0')).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field: 'limit' })]) },
    });
    expect((await viewer.get('/deliveries?state=')).status).toBe(400);
    expect((await operator.post('/deliveries/retry', { state: 'done' })).status).toBe(400);
  });
});
