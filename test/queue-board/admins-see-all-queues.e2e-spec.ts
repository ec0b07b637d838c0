import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn } from '../support/sign-in.js';

const handle = (): Promise<void> => Promise.resolve();

describe('the board of the queues', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await createTestApp({
      prepare: (app) => {
        app.get(DeliverySubscribers).register({ name: 'board-test', routes: () => [], handle });
      },
    });
  });

  afterAll(() => test.close());

  it('shows admins the queues of maintenance, subscribers and suspects', async () => {
    const { client } = await signIn(test, 'admin');

    const queues = await client.get<{ queues: { name: string; readOnlyMode: boolean }[] }>(
      '/admin/queues/api/queues',
    );

    expect(queues.status).toBe(200);
    expect(queues.body.queues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'backstory.maintenance', readOnlyMode: false }),
        expect.objectContaining({ name: 'backstory.deliveries.board-test', readOnlyMode: true }),
        expect.objectContaining({ name: 'backstory.deliveries-quarantine', readOnlyMode: true }),
      ]),
    );
  });

  it('is a page whose scripts and styles load under its policy', async () => {
    const { cookie } = await signIn(test, 'admin');
    const load = (path: string) => fetch(`${test.url}${path}`, { headers: { cookie } });

    const page = await load('/admin/queues');
    const html = await page.text();

    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(
      /script-src 'self';.*base-uri 'self'/,
    );
    expect(html).toContain('<base href="/admin/queues/"');
    const assets = [...html.matchAll(/"(static\/[^"]+)"/g)].map(([, asset]) => asset!);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) expect((await load(`/admin/queues/${asset}`)).status).toBe(200);
  });

  it('is shut for everybody else', async () => {
    const { client } = await signIn(test, 'operator');

    expect((await client.get('/admin/queues')).status).toBe(403);
    expect((await client.get('/admin/queues/api/queues')).status).toBe(403);
    expect((await fetch(`${test.url}/admin/queues/static/js/main.js`)).status).toBe(401);
  });
});
