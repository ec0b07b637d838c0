import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

interface Token {
  id: string;
  token: string;
}

async function create(owner: SignedIn, scopes: string[]): Promise<Token> {
  const answer = await owner.client.post<Token>('/tokens', { name: 'test', scopes });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('an API token', () => {
  let test: TestApp;
  let member: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    member = await signIn(test, 'member');
  });

  afterAll(() => test.close());

  const bearing = (token: string) => new TestClient(test.url, { authorization: `Bearer ${token}` });

  it('acts as its owner within its scopes', async () => {
    const { token } = await create(member, ['read']);
    const client = bearing(token);

    expect(token).toMatch(/^bks_[\w-]{43}$/);
    expect((await client.get('/session')).body).toMatchObject({ user: { name: member.user.name } });
    expect((await client.get('/posts')).status).toBe(200);
    expect((await client.post('/posts', { title: 'x', body: '' })).status).toBe(403);
  });

  it('is the actor of what it changes', async () => {
    const { token } = await create(member, ['write']);

    const post = await bearing(token).post<{ id: string }>('/posts', {
      title: 'By token',
      body: '',
    });

    const [version] = await test.dataSource.query(
      "SELECT whodunnit, actor_type FROM backstory.versions WHERE item_type = 'Post' AND item_id = $1",
      [post.body.id],
    );
    expect(version).toEqual({ whodunnit: member.user.name, actor_type: 'token' });
  });

  it('never has more rights than its owner', async () => {
    const answer = await member.client.post<{ code: string }>('/tokens', {
      name: 'greedy',
      scopes: ['read', 'admin'],
    });

    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('IDENTITY_SCOPE_BEYOND_ROLE');
  });

  it('loses rights with its owner’s role, at once', async () => {
    const admin = await signIn(test, 'admin');
    const operator = await signIn(test, 'operator');
    const { token } = await create(operator, ['read', 'write', 'operate']);
    expect((await bearing(token).get('/metrics')).status).not.toBe(403);

    await admin.client.patch(`/users/${operator.user.id}`, { role: 'viewer' });

    expect((await bearing(token).get('/metrics')).status).toBe(403);
    expect((await bearing(token).get('/posts')).status).toBe(200);
  });

  it('ends when it is revoked, when it expires, and with its owner', async () => {
    const admin = await signIn(test, 'admin');
    const owner = await signIn(test, 'member');
    const revoked = await create(owner, ['read']);
    const expired = await create(owner, ['read']);
    const orphaned = await create(owner, ['read']);

    expect((await owner.client.delete(`/tokens/${revoked.id}`)).status).toBe(204);
    await test.dataSource.query('UPDATE api_tokens SET expires_at = now() WHERE id = $1', [
      expired.id,
    ]);
    expect((await bearing(orphaned.token).get('/session')).status).toBe(200);
    await admin.client.patch(`/users/${owner.user.id}`, { active: false });

    for (const { token } of [revoked, expired, orphaned]) {
      expect((await bearing(token).get('/session')).status).toBe(401);
    }
  });

  it('is listed without its secret, to its owner alone', async () => {
    const owner = await signIn(test, 'member');
    const { id, token } = await create(owner, ['read', 'write']);

    const list = await owner.client.get<{ items: object[] }>('/tokens');

    expect(list.body.items).toEqual([
      expect.objectContaining({ id, name: 'test', scopes: ['read', 'write'], last_used_at: null }),
    ]);
    expect(JSON.stringify(list.body)).not.toContain(token);
    expect((await member.client.delete(`/tokens/${id}`)).status).toBe(404);
  });

  it('makes no other tokens unless its scope is admin', async () => {
    const { token } = await create(member, ['read', 'write']);

    expect((await bearing(token).post('/tokens', { name: 'x', scopes: ['read'] })).status).toBe(
      403,
    );
  });

  it('leaves a version when it is made and when it is revoked, its hash redacted', async () => {
    const { id, token } = await create(member, ['read']);
    await bearing(token).get('/session');
    await member.client.delete(`/tokens/${id}`);

    const versions = await test.dataSource.query(
      `SELECT event, whodunnit, object_changes FROM backstory.versions
       WHERE item_type = 'ApiToken' AND item_id = $1 ORDER BY id`,
      [id],
    );

    expect(versions).toMatchObject([
      { event: 'create', whodunnit: member.user.name },
      { event: 'update', whodunnit: member.user.name },
    ]);
    expect(versions[0].object_changes.token_hash[1]).toMatch(/^redacted:/);
    expect(Object.keys(versions[1].object_changes)).toEqual(['revoked_at']);
  });

  it('says roughly when it was used last', async () => {
    const owner = await signIn(test, 'member');
    const { token } = await create(owner, ['read']);

    await bearing(token).get('/session');

    const list = await owner.client.get<{ items: { last_used_at: string }[] }>('/tokens');
    expect(Date.now() - Date.parse(list.body.items[0]!.last_used_at)).toBeLessThan(60_000);
  });

  it.each([
    'Bearer',
    'Bearer bks_unknown',
    'Basic YWxpY2U6eA==',
    `Bearer bks_${'a'.repeat(9000)}`,
    'bearer  ',
  ])('refuses "Authorization: %s"', async (authorization) => {
    const { client } = await signIn(test, 'member');

    // Not even the valid cookie beside it helps.
    const answer = await client.get('/session', { authorization });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});
