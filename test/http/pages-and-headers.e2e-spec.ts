import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

interface Described {
  openapi: string;
  paths: Record<string, unknown>;
}

describe('the HTTP shell', () => {
  let test: TestApp;
  let anybody: TestClient;
  let operator: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    anybody = new TestClient(test.url);
    operator = await signIn(test, 'operator');
  });

  afterAll(() => test?.close());

  it('forbids inline scripts and styles, frames and foreign sources on every answer', async () => {
    for (const path of ['/health/live', '/nothing', '/posts']) {
      const { headers } = await anybody.get(path);
      const policy = headers.get('content-security-policy');

      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('sends people from / to the console', async () => {
    const answer = await anybody.get('/');

    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/console');
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('refuses to change anything for a page of %s', async (_whose, headers) => {
    const answer = await operator.client.delete<{ code: string }>('/session', headers);

    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('HTTP_CROSS_SITE');
  });

  it('answers reads, programs and its own pages', async () => {
    const read = await operator.client.get('/session', { 'sec-fetch-site': 'cross-site' });
    const program = await anybody.post('/session', {});
    const own = await anybody.post(
      '/session',
      {},
      { origin: test.url, 'sec-fetch-site': 'same-origin' },
    );

    expect([read.status, program.status, own.status]).toEqual([200, 400, 400]);
  });

  it('shows figures to operators only', async () => {
    const member = await signIn(test, 'member');
    const figures = await operator.client.get<string>('/metrics');

    expect(figures.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(figures.body).toMatch(
      /backstory_http_request_duration_seconds_bucket\{.*route="\/session"/,
    );
    expect(figures.body).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect((await anybody.get('/metrics')).status).toBe(401);
    expect((await member.client.get('/metrics')).status).toBe(403);
  });

  it('describes every route in OpenAPI to who is signed in', async () => {
    const page = await operator.client.get<string>('/api/docs');
    const described = await operator.client.get<Described>('/api/docs/openapi.json');
    const script = await operator.client.get('/api/docs/swagger-ui-bundle.js');

    expect(page.body).not.toMatch(/<script>|style=/);
    expect(script.status).toBe(200);
    expect(described.body.openapi).toMatch(/^3\./);
    expect(Object.keys(described.body.paths)).toEqual(
      expect.arrayContaining(['/health/ready', '/metrics', '/session', '/users']),
    );
    expect((await anybody.get('/api/docs')).status).toBe(401);
    expect((await operator.client.get('/api/docs/package.json')).status).toBe(404);
  });
});
