import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

const logger = new Logger('Probe');

function probe(app: NestExpressApplication): void {
  app.use('/probe', (_request: Request, response: Response) => {
    setTimeout(() => {
      logger.warn({ message: 'late\nforged line', step: 2, apiKey: 'canary-41' });
      response.send('done');
    }, 5);
  });
}

describe('the log', () => {
  const lines: string[] = [];
  let test: TestApp;
  let client: TestClient;
  let admin: SignedIn;

  beforeAll(async () => {
    test = await createTestApp({ prepare: probe, logLines: lines });
    client = new TestClient(test.url);
    admin = await signIn(test, 'admin', 'alice');
  });

  afterAll(() => test?.close());

  beforeEach(() => {
    lines.length = 0;
  });

  function line(text: string): Promise<Record<string, unknown>> {
    return eventually(() => {
      const found = lines.find((candidate) => candidate.includes(text));
      return found === undefined ? undefined : (JSON.parse(found) as Record<string, unknown>);
    }) as Promise<Record<string, unknown>>;
  }

  it('has one line per request: who, what, answer, duration', async () => {
    await admin.client.get('/users', { 'x-correlation-id': 'see-users' });

    expect(await line('GET /users 200')).toMatchObject({
      level: 'info',
      context: 'Request',
      correlation_id: 'see-users',
      actor: 'alice',
      status: 200,
      duration_ms: expect.any(Number),
    });
  });

  it('carries the correlation of the request that a line belongs to, however late', async () => {
    await client.get('/probe', { 'x-correlation-id': 'probe-1' });

    expect(await line('late')).toMatchObject({ correlation_id: 'probe-1', step: 2 });
  });

  it('keeps a message in one line and a secret out of it', async () => {
    await client.get('/probe');
    await line('late');

    const text = lines.find((candidate) => candidate.includes('late'))!;
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('canary-41');
  });

  it('never shows a password, session, token or link', async () => {
    const { cookie } = await signIn(test, 'member', 'bob');
    const token = await admin.client.post<{ token: string }>('/tokens', {
      name: 'ci',
      scopes: ['read'],
    });
    await client.post('/session', { name: 'bob', password: 'canary-42' });
    await client.get('/sign-in?token=canary-43');
    await client.get('/session', { authorization: 'Bearer bks_canary-44' });
    await line('GET /session 401');

    const log = lines.join('');
    expect(log).not.toMatch(/canary-4\d/);
    expect(log).not.toContain(cookie.split('=')[1]);
    expect(token.status).toBe(201);
    expect(log).not.toContain(token.body.token);
  });
});
