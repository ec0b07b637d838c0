import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthReport } from '../../src/http/health/health-report.interface.js';
import { HealthRegistry } from '../../src/http/health/health.registry.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { startPrivatePostgres, type PrivatePostgres } from '../support/private-postgres.js';
import { TestClient } from '../support/test-client.js';

describe('health', () => {
  let postgres: PrivatePostgres;
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    postgres = await startPrivatePostgres();
    test = await createTestApp({ databaseUrl: postgres.url, logLines: [] });
    client = new TestClient(test.url);
  });

  afterAll(async () => {
    await test?.close();
    await postgres?.stop();
  });

  it('is ready when everything works, without signing in', async () => {
    const answer = await client.get<HealthReport>('/health/ready');

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'ready', checks: { database: { status: 'up' } } });
  });

  it('is unready while the database is down, alive all the time, ready again after', async () => {
    await postgres.stop('immediate');

    const down = await client.get<HealthReport>('/health/ready');
    expect(down.status).toBe(503);
    expect(down.body.checks['database']).toEqual({
      status: 'down',
      reason: 'It cannot be reached.',
    });
    expect((await client.get('/health/live')).status).toBe(200);
    expect((await client.post('/session', { name: 'a', password: 'b' })).status).toBe(503);

    await postgres.start();
    await eventually(async () => (await client.get('/health/ready')).status === 200);
  });

  it('is unready when the code is ahead of the database', async () => {
    await test.dataSource.query('DELETE FROM backstory_migrations WHERE id = 1');

    const answer = await client.get<HealthReport>('/health/ready');

    expect(answer.body.checks['database']?.reason).toMatch(/lacks 1 migration.*migrate/);
  });

  it('asks what other modules registered and gives up on a check that hangs', async () => {
    const registry = test.app.get(HealthRegistry);
    registry.register({ name: 'stuck', check: () => new Promise(() => undefined) });

    const answer = await client.get<HealthReport>('/health/ready');

    expect(answer.body.checks['stuck']).toEqual({
      status: 'down',
      reason: 'It does not answer in time.',
    });
  });

  it('says that it is draining once the process was told to stop', async () => {
    test.app.get(HealthRegistry).drain();

    const answer = await client.get<HealthReport>('/health/ready');

    expect(answer.status).toBe(503);
    expect(answer.body.status).toBe('draining');
  });
});
