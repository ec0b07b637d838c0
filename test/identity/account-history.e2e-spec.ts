import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Page<Item> {
  items: Item[];
}

interface Version {
  id: string;
  item_type: string;
  event: string;
}

const versions = async (who: SignedIn, query = '') =>
  (await who.client.get<Page<Version>>(`/audit/versions?limit=200${query}`)).body.items;

describe('the history of users and tokens', () => {
  let test: TestApp;
  let admin: SignedIn;
  let operator: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    admin = await signIn(test, 'admin');
    operator = await signIn(test, 'operator');
    const token = await admin.client.post<{ id: string }>('/tokens', {
      name: 'k',
      scopes: ['read'],
    });
    await admin.client.delete(`/tokens/${token.body.id}`);
    await operator.client.post('/posts', { title: 'Seen by all', body: '' });
  });

  afterAll(() => test.close());

  it('is read by admins, and by nobody else', async () => {
    const seenByAdmin = new Set((await versions(admin)).map((version) => version.item_type));
    const seenByOperator = new Set((await versions(operator)).map((version) => version.item_type));

    expect([...seenByAdmin]).toEqual(expect.arrayContaining(['User', 'ApiToken', 'Post']));
    expect([...seenByOperator]).toEqual(['Post']);
    for (const version of await versions(admin, '&item_type=User')) {
      expect((await operator.client.get(`/audit/versions/${version.id}`)).status).toBe(404);
    }
  });

  it('is taken back by nobody: a revoked token stays revoked', async () => {
    const revocation = (await versions(admin, '&item_type=ApiToken')).find(
      ({ event }) => event === 'update',
    );
    const demotion = (await versions(admin, '&item_type=User')).at(-1);

    for (const version of [revocation, demotion]) {
      for (const body of [{}, { dry_run: true }]) {
        const path = `/audit/versions/${version!.id}/revert`;
        expect((await admin.client.post(path, body)).status).toBe(403);
      }
    }
    const [{ live }] = await test.dataSource.query(
      'SELECT count(*)::int AS live FROM api_tokens WHERE revoked_at IS NULL',
    );
    expect(live).toBe(0);
  });

  it('reaches the feed of admins only', async () => {
    await eventually(async () => {
      const all = await entries(admin);
      return ['User', 'ApiToken', 'Post'].every((type) => all.includes(type));
    });

    expect(new Set(await entries(operator))).toEqual(new Set(['Post']));
  });

  async function entries(who: SignedIn): Promise<string[]> {
    const [{ epoch }] = await test.dataSource.query('SELECT epoch FROM backstory.feed_head');
    const page = await who.client.get<Page<{ item_type: string }>>(
      `/feed/events?after=${epoch}-0&wait=0&limit=200`,
    );
    return page.body.items.map((entry) => entry.item_type);
  }
});
