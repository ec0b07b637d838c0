import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/database/migrate.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

describe('the application', () => {
  let empty: TestDatabase;
  let test: TestApp | undefined;

  beforeAll(async () => {
    empty = await createEmptyDatabase();
  });

  afterAll(async () => {
    await test?.close();
    await empty.drop();
  });

  it('refuses a database without its tables and names the command to run', async () => {
    await expect(createTestApp({ databaseUrl: empty.url })).rejects.toThrow(/main\.js migrate/);
  });

  it('migrates once when three processes migrate at the same time', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate(empty.url)));

    const lengths = runs.map((ran) => ran.length).sort((a, b) => a - b);
    expect(lengths.slice(0, 2)).toEqual([0, 0]);
    expect(lengths[2]).toBeGreaterThan(0);
  });

  it('boots on the migrated database and says that it lives', async () => {
    test = await createTestApp({ databaseUrl: empty.url });

    const answer = await fetch(`${test.url}/health/live`);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
