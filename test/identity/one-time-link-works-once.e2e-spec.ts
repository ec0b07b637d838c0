import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInLinksService, type User, UsersService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { sessionCookie } from '../support/session-cookie.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { signIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

describe('a one-time sign-in link', () => {
  let test: TestApp;
  let anybody: TestClient;
  let user: User;
  let links = 0;

  beforeAll(async () => {
    test = await createTestApp({ env: PATIENT_ENV });
    anybody = new TestClient(test.url);
  });

  beforeEach(async () => {
    user = await test.app
      .get(UsersService)
      .create({ name: `lena-${++links}`, display_name: 'Lena', role: 'viewer' });
  });

  afterAll(() => test.close());

  const issue = () => test.app.get(SignInLinksService).issue(user.id);

  it('signs its user in and leads to the console', async () => {
    const answer = await anybody.get(`/sign-in?token=${await issue()}`);

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/console');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const client = new TestClient(test.url, { cookie: sessionCookie(answer)! });
    expect((await client.get('/session')).body).toMatchObject({ user: { name: user.name } });
  });

  it('lets one of fifty parallel uses in', async () => {
    const token = await issue();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => anybody.get<{ code: string }>(`/sign-in?token=${token}`)),
    );

    expect(answers.filter((answer) => sessionCookie(answer) !== undefined)).toHaveLength(1);
    const refused = answers.filter((answer) => answer.status !== 303);
    expect(refused).toHaveLength(49);
    expect(new Set(refused.map((answer) => `${answer.status} ${answer.body.code}`))).toEqual(
      new Set(['410 IDENTITY_LINK_INVALID']),
    );
  });

  it('leads a person who follows it twice to a page that says so', async () => {
    const token = await issue();
    const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    await anybody.get(`/sign-in?token=${token}`, asBrowser);

    const answer = await anybody.get(`/sign-in?token=${token}`, asBrowser);

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/console/sign-in?link=used');
    expect(sessionCookie(answer)).toBeUndefined();
  });

  it('is not used up by a program that only looks at it', async () => {
    const token = await issue();

    expect((await anybody.send('HEAD', `/sign-in?token=${token}`)).status).toBe(204);

    expect((await anybody.get(`/sign-in?token=${token}`)).status).toBe(303);
  });

  it('is of no use after fifteen minutes', async () => {
    const token = await issue();
    const [row] = await test.dataSource.query(
      "SELECT expires_at <= now() + interval '15 minutes' AS short FROM sign_in_links WHERE user_id = $1",
      [user.id],
    );
    expect(row.short).toBe(true);

    await test.dataSource.query(
      "UPDATE sign_in_links SET expires_at = now() - interval '1 second' WHERE user_id = $1",
      [user.id],
    );

    expect((await anybody.get(`/sign-in?token=${token}`)).status).toBe(410);
  });

  it('ends with a new password and with deactivation', async () => {
    const admin = await signIn(test, 'admin');
    const beforePassword = await issue();
    await admin.client.patch(`/users/${user.id}`, { password: 'a new long password' });
    const beforeDeactivation = await issue();
    await admin.client.patch(`/users/${user.id}`, { active: false });

    expect((await anybody.get(`/sign-in?token=${beforePassword}`)).status).toBe(410);
    expect((await anybody.get(`/sign-in?token=${beforeDeactivation}`)).status).toBe(410);
  });

  it.each(['', '?token=', '?token=x', '?token=a&token=b', `?token=${'a'.repeat(5000)}`])(
    'refuses /sign-in%s',
    async (query) => {
      const answer = await anybody.get(`/sign-in${query}`);

      expect([400, 410]).toContain(answer.status);
      expect(sessionCookie(answer)).toBeUndefined();
    },
  );

  it('is stored as a hash only', async () => {
    const token = await issue();

    const rows = await test.dataSource.query('SELECT * FROM sign_in_links');

    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
