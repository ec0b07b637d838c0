import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/http/problem/problem.interface.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { TestClient } from '../support/test-client.js';

const CANARY = 'canary-73';
const STATEMENTS: Readonly<Record<string, string>> = {
  nul: `SELECT convert_from('\\x00', 'UTF8')`,
  'bad-number': `SELECT 'x'::int`,
  'far-number': `SELECT 99999999999::int`,
  'bad-date': `SELECT '2026-02-31'::date`,
  taken: `INSERT INTO backstory_migrations (timestamp, name) SELECT 1, 'x'; CREATE UNIQUE INDEX u ON backstory_migrations ((true))`,
  raced: `DO $$ BEGIN RAISE EXCEPTION '${CANARY}' USING ERRCODE = '40001'; END $$`,
  slow: `SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)`,
  full: `DO $$ BEGIN RAISE EXCEPTION '${CANARY}' USING ERRCODE = '53100'; END $$`,
  killed: 'SELECT pg_terminate_backend(pg_backend_pid())',
  unknown: `SELECT no_such_column FROM backstory_migrations`,
};

/** Routes that fail in every way a handler can. */
function failingRoutes(app: NestExpressApplication): void {
  const runStatement = async (request: Request, response: Response): Promise<void> => {
    await app.get(DataSource).query(STATEMENTS[request.params['name'] as string]!);
    response.send('done');
  };
  app.use('/fail/sql/:name', runStatement);
  app.use('/fail/throw', () => {
    throw new Error(`${CANARY} postgres://app:${CANARY}@db/x`);
  });
}

describe('an error', () => {
  const logLines: string[] = [];
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    test = await createTestApp({ prepare: failingRoutes, logLines });
    client = new TestClient(test.url);
  });

  afterAll(() => test?.close());

  it.each([
    ['nul', 400, 'DATABASE_UNSTORABLE_VALUE'],
    ['bad-number', 400, 'DATABASE_UNSTORABLE_VALUE'],
    ['far-number', 400, 'DATABASE_UNSTORABLE_VALUE'],
    ['bad-date', 400, 'DATABASE_UNSTORABLE_VALUE'],
    ['taken', 409, 'DATABASE_ALREADY_EXISTS'],
    ['raced', 409, 'DATABASE_CONCURRENT_CHANGE'],
    ['slow', 503, 'DATABASE_BUSY'],
    ['full', 503, 'DATABASE_UNAVAILABLE'],
    ['unknown', 500, 'HTTP_INTERNAL_ERROR'],
    ['killed', 503, 'DATABASE_UNAVAILABLE'],
  ])('of the database (%s) is answered with %i %s', async (name, status, code) => {
    const answer = await client.get<Problem>(`/fail/sql/${name}`);

    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/canary|column|SELECT|backstory_migrations/);
    const retry = answer.headers.get('retry-after');
    expect(retry === null).toBe(status !== 503 && code !== 'DATABASE_CONCURRENT_CHANGE');
  });

  it('that nobody expected is told to the log with its stack, to the client without', async () => {
    const answer = await client.get<Problem>('/fail/throw', { 'x-correlation-id': 'find-me' });

    expect(answer.body).toMatchObject({
      status: 500,
      code: 'HTTP_INTERNAL_ERROR',
      correlation_id: 'find-me',
    });
    expect(JSON.stringify(answer.body)).not.toContain(CANARY);
    const line = logLines.find(
      (text) => text.includes('HTTP_INTERNAL_ERROR') && text.includes('/fail/throw'),
    );
    expect(JSON.parse(line!)).toMatchObject({
      level: 'error',
      correlation_id: 'find-me',
      stack: expect.stringContaining('errors-hide-what-is-internal'),
    });
    expect(line).toContain('postgres://app:[redacted]@db/x');
  });
});
