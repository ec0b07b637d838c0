import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn } from '../support/sign-in.js';

interface Operation {
  summary?: string;
  tags?: string[];
  requestBody?: { content: Record<string, { schema: { example?: unknown } }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

const OURS =
  /^\/(workflows|posts|comments|projects|issues|issue-comments|labels|milestones|users|tokens|session|sign-in)(\/|$)/;

describe('the OpenAPI document', () => {
  let test: TestApp;
  let operations: [name: string, operation: Operation][];

  beforeAll(async () => {
    test = await createTestApp();
    const { client } = await signIn(test, 'viewer');
    const { body } = await client.get<OpenApi>('/api/docs/openapi.json');
    operations = Object.entries(body.paths)
      .filter(([path]) => OURS.test(path))
      .flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([method]) => method !== 'head')
          .map(([method, operation]) => [`${method} ${path}`, operation] as [string, Operation]),
      );
  });

  afterAll(() => test.close());

  it('says of every route of identity, blog and issues what it does and how it refuses', () => {
    expect(operations.length).toBeGreaterThan(20);
    for (const [name, { summary, responses }] of operations) {
      expect(summary, name).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(responses).length, name).toBeGreaterThan(1);
    }
  });

  it('shows an example of every body', () => {
    for (const [name, { requestBody }] of operations) {
      const schema = requestBody?.content['application/json']?.schema;
      expect(requestBody === undefined || schema?.example !== undefined, name).toBe(true);
    }
  });

  it('shows the shape of every good answer that has a body', () => {
    for (const [name, { responses }] of operations) {
      const good = Object.entries(responses).find(([status]) => Number(status) < 400)!;
      expect(good[1].content !== undefined || ['204', '303'].includes(good[0]), name).toBe(true);
    }
  });
});
