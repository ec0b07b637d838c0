import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsersService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Page {
  items: { id: string; name: string; display_name: string }[];
  next: string | null;
}

describe('GET /people', () => {
  let test: TestApp;
  let member: SignedIn['client'];

  beforeAll(async () => {
    test = await createTestApp();
    ({ client: member } = await signIn(test, 'member', 'mia'));
    const users = test.app.get(UsersService);
    const role = 'viewer' as const;
    await users.create({ name: 'zoe', display_name: 'Zoë 100%', role });
    await users.create({ name: 'anna_b', display_name: 'Anna Berg', role });
    const gone = await users.create({ name: 'annette', display_name: 'Annette', role });
    await users.update(gone.id, { active: false });
  });

  afterAll(() => test.close());

  const find = async (search: string): Promise<Page> =>
    (await member.get<Page>(`/people?${search}`)).body;
  const names = async (search: string): Promise<string[]> =>
    (await find(search)).items.map(({ name }) => name);

  it('finds who can sign in by a part of handle or name, whatever the case', async () => {
    expect(await names('query=ANN')).toEqual(['anna_b']);
    expect(await names('query=berg')).toEqual(['anna_b']);
    expect(await names('query=zo%C3%AB')).toEqual(['zoe']);
    expect(await names('query=%25')).toEqual(['zoe']);
    expect(await names('query=_')).toEqual(['anna_b']);
    expect(await names('query=%5C')).toEqual([]);
    expect(Object.keys((await find('query=mia')).items[0]!).toSorted()).toEqual([
      'display_name',
      'id',
      'name',
    ]);
  });

  it('goes through all of them page by page, by handle', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await find(`limit=1${after}`);
      seen.push(...page.items.map(({ name }) => name));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toEqual(['anna_b', 'mia', 'zoe']);
  });

  it('is for members, and refuses what it cannot read', async () => {
    expect((await (await signIn(test, 'viewer')).client.get('/people')).status).toBe(403);
    for (const search of ['limit=0', 'after=x', 'query=', 'name=mia', 'query=a%00']) {
      expect((await member.get(`/people?${search}`)).status).toBe(400);
    }
  });
});
