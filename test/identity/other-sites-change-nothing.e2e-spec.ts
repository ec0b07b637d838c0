import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

const POST = { title: 'Forged', body: 'by another site' };

describe('a page of another site', () => {
  let test: TestApp;
  let victim: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    victim = await signIn(test, 'member');
  });

  afterAll(async () => {
    const forged = await victim.client.get<{ items: object[] }>('/posts?q=Forged');
    expect(forged.body.items).toEqual([]);
    await test.close();
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
  ])('cannot use the visitor’s session: %o', async (headers) => {
    expect((await victim.client.post('/posts', POST, headers)).status).toBe(403);
    expect((await victim.client.delete('/session', headers)).status).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot send JSON disguised as %s',
    async (type) => {
      const body = JSON.stringify(POST);

      const answer = await victim.client.send('POST', '/posts', body, { 'content-type': type });

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    },
  );

  it('cannot sign the visitor in as somebody else', async () => {
    const answer = await new TestClient(test.url).post(
      '/session',
      { name: 'mallory', password: 'x' },
      { 'sec-fetch-site': 'cross-site' },
    );

    expect(answer.status).toBe(403);
  });

  it('is not one’s own page, which may', async () => {
    const own = { origin: test.url, 'sec-fetch-site': 'same-origin' };

    const answer = await victim.client.post<{ id: string }>(
      '/posts',
      { title: 'Mine', body: '' },
      own,
    );

    expect(answer.status).toBe(201);
  });
});
