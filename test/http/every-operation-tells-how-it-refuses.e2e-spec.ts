import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenApiDocument } from '../../src/http/docs/open-api.document.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

interface Operation {
  readonly security?: object[];
  readonly requestBody?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<string, { description?: string; content?: Record<string, unknown> }>;
}

const PROBLEM = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

describe('every operation of the OpenAPI document', () => {
  let test: TestApp;
  let operations: [name: string, operation: Operation][];

  beforeAll(async () => {
    test = await createTestApp();
    operations = Object.entries(test.app.get(OpenApiDocument).get().paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(
        ([method, operation]): [string, Operation] => [`${method} ${path}`, operation],
      ),
    );
  });

  afterAll(() => test.close());

  const statuses = ({ responses }: Operation): string[] => Object.keys(responses);

  it('answers a refusal with a problem document', () => {
    expect(test.app.get(OpenApiDocument).get().components?.schemas).toHaveProperty('Problem');
    expect(operations.length).toBeGreaterThan(20);
    for (const [name, { responses }] of operations) {
      const refusals = Object.entries(responses).filter(([status]) => !(Number(status) < 400));
      expect(
        refusals.map(([status]) => status),
        name,
      ).toContain('default');
      for (const [status, { description, content }] of refusals) {
        expect(content, `${name} ${status}`).toEqual(PROBLEM);
        expect(description, `${name} ${status}`).toMatch(/./);
      }
    }
  });

  it('says what follows from its parameters, its body and If-Match', () => {
    for (const [name, operation] of operations) {
      const places = new Set(operation.parameters?.map((parameter) => parameter.in));
      const expected = [
        ...(places.has('path') ? ['400', '404'] : []),
        ...(places.has('query') ? ['400'] : []),
        ...(operation.requestBody === undefined ? [] : ['400', '413', '415']),
        ...(operation.parameters?.some((one) => one.name === 'If-Match') ? ['412'] : []),
        ...(/^(post|put|patch|delete)/.test(name) ? ['403'] : []),
      ];
      expect(statuses(operation), name).toEqual(expect.arrayContaining(expected));
    }
  });

  it('says 401 and 403 exactly where somebody unknown is turned away', async () => {
    for (const [name, operation] of operations) {
      const [method = '', path = ''] = name.split(' ');
      const answer = await fetch(test.url + path.replaceAll(/\{[^}]+\}/g, '1'), {
        method: method.toUpperCase(),
        redirect: 'manual',
      });
      await answer.body?.cancel();
      const open = operation.security?.some((way) => Object.keys(way).length === 0) === true;
      expect(answer.status === 401, name).toBe(!open);
      expect(open || ['401', '403'].every((one) => statuses(operation).includes(one)), name).toBe(
        true,
      );
    }
  });
});
