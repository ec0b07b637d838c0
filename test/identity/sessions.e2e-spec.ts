import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsersService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

const PASSWORD = 'correct horse battery staple';

describe('a browser session', () => {
  let test: TestApp;
  let anybody: TestClient;

  beforeAll(async () => {
    test = await createTestApp();
    anybody = new TestClient(test.url);
    await test.app
      .get(UsersService)
      .create({ name: 'paula', display_name: 'Paula', role: 'member', password: PASSWORD });
  });

  afterAll(() => test.close());

  async function signInWithPassword(): Promise<TestClient> {
    const answer = await anybody.post('/session', { name: 'paula', password: PASSWORD });
    expect(answer.status).toBe(200);
    return new TestClient(test.url, { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! });
  }

  it('begins with the right password, in a cookie that scripts and other sites cannot use', async () => {
    const answer = await anybody.post('/session', { name: 'paula', password: PASSWORD });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      user: { id: expect.any(String), name: 'paula', display_name: 'Paula', role: 'member' },
    });
    const cookie = answer.headers.getSetCookie()[0];
    expect(cookie).toMatch(/^backstory_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('says who is signed in', async () => {
    const paula = await signInWithPassword();

    expect((await paula.get('/session')).body).toMatchObject({ user: { name: 'paula' } });
    expect((await anybody.get('/session')).status).toBe(401);
  });

  it('ends with DELETE, in the database too', async () => {
    const paula = await signInWithPassword();

    expect((await paula.delete('/session')).status).toBe(204);
    expect((await paula.get('/session')).status).toBe(401);
  });

  it('is kept as a hash only', async () => {
    const { cookie } = await signIn(test, 'viewer');
    const secret = cookie.split('=')[1]!;
    const rows = await test.dataSource.query('SELECT sessions::text AS row FROM sessions');

    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it.each([
    ['unused for a week', "last_seen_at = now() - interval '7 days'"],
    ['older than a month, however busy', "expires_at = now() - interval '1 second'"],
  ])('ends when it is %s', async (_case, aged) => {
    const { client, user } = await signIn(test, 'viewer');
    expect((await client.get('/session')).status).toBe(200);

    await test.dataSource.query(`UPDATE sessions SET ${aged} WHERE user_id = $1`, [user.id]);

    expect((await client.get('/session')).status).toBe(401);
  });

  it('slides with use', async () => {
    const { client, user } = await signIn(test, 'viewer');
    await test.dataSource.query(
      "UPDATE sessions SET last_seen_at = now() - interval '6 days' WHERE user_id = $1",
      [user.id],
    );

    await client.get('/session');

    const [row] = await test.dataSource.query(
      "SELECT last_seen_at > now() - interval '1 minute' AS fresh FROM sessions WHERE user_id = $1",
      [user.id],
    );
    expect(row.fresh).toBe(true);
  });

  it.each([
    ['a new password', { password: 'another long password' }],
    ['deactivation', { active: false }],
  ])('ends everywhere with %s', async (_case, change) => {
    const admin = await signIn(test, 'admin');
    const one = await signIn(test, 'member');
    expect((await one.client.get('/session')).status).toBe(200);

    expect((await admin.client.patch(`/users/${one.user.id}`, change)).status).toBe(200);

    expect((await one.client.get('/session')).status).toBe(401);
  });

  it('follows its user’s role at once', async () => {
    const admin = await signIn(test, 'admin');
    const one = await signIn(test, 'admin');
    expect((await one.client.get('/users')).status).toBe(200);

    await admin.client.patch(`/users/${one.user.id}`, { role: 'viewer' });

    expect((await one.client.get('/users')).status).toBe(403);
  });
});
