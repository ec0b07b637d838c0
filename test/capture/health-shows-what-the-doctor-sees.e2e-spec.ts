import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { query } from '../support/query.js';
import { signIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

interface Health {
  healthy: boolean;
  items: Record<string, unknown>[];
  tables: { item_type: string; table: string; triggers: string[] }[];
}

describe('GET /capture/health', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ roles: ['web'] });
  });

  afterAll(() => app.close());

  it('tells a viewer what is wrong and what to do, and the process is not ready', async () => {
    const { client: viewer } = await signIn(app, 'viewer');
    const before = await viewer.get<Health>('/capture/health');
    expect(before.status).toBe(200);
    expect(before.body).toMatchObject({ healthy: true, items: [] });
    expect(before.body.tables.map(({ item_type }) => item_type)).toContain('Post');

    await query(app.databaseUrl, 'ALTER TABLE posts DISABLE TRIGGER backstory_audit');
    const { body } = await viewer.get<Health>('/capture/health');
    expect(body.healthy).toBe(false);
    expect(body.items).toEqual([
      {
        code: 'TRIGGER_DISABLED',
        severity: 'error',
        unrecorded: true,
        comparison: 'migration-database',
        table: 'public.posts',
        trigger: 'backstory_audit',
        function: null,
        message:
          'Trigger backstory_audit on public.posts is disabled, which no migration did: somebody changed the database by hand.',
        remedy: 'In psql: ALTER TABLE "public"."posts" ENABLE TRIGGER "backstory_audit";',
      },
    ]);

    const ready = await new TestClient(app.url).get<{ checks: unknown }>('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.checks).toMatchObject({ capture: { status: 'down' } });
  });

  it('is shut for strangers', async () => {
    const answer = await new TestClient(app.url).get('/capture/health');
    expect(answer.status).toBe(401);
  });
});
