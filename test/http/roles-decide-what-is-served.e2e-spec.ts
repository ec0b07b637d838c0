import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { TestClient } from '../support/test-client.js';

describe('a process without the role web', () => {
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    test = await createTestApp({ roles: ['worker', 'relay'] });
    client = new TestClient(test.url);
  });

  afterAll(() => test?.close());

  it('answers health and guards its figures', async () => {
    expect((await client.get('/health/live')).status).toBe(200);
    expect((await client.get('/health/ready')).status).toBe(200);
    expect((await client.get('/metrics')).status).toBe(401);
  });

  it.each(['/', '/console', '/posts', '/feed/stream', '/session', '/api/docs'])(
    'answers %s with 404 and the reason',
    async (path) => {
      const answer = await client.get<{ detail: string }>(path);

      expect(answer.status).toBe(404);
      expect(answer.body.detail).toContain('role "web"');
    },
  );
});
