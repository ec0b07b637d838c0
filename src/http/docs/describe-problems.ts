import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_SCHEMA } from './problem.schema.js';

type Item = OpenAPIObject['paths'][string];
type Operation = NonNullable<Item['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;

const READS = ['get', 'head'] as const;
const WRITES = ['post', 'put', 'patch', 'delete'] as const;

const CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/**
 * Writes into every operation how it may refuse: what its controller says, and what follows from its
 * shape wherever it is served. Whoever adds a route need not think of the latter.
 */
export function describeProblems(document: OpenAPIObject): void {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  for (const item of Object.values(document.paths)) {
    for (const method of [...READS, ...WRITES]) {
      const operation = item[method];
      if (operation !== undefined) {
        describe(
          operation,
          WRITES.some((write) => write === method),
        );
      }
    }
  }
}

function describe(operation: Operation, writes: boolean): void {
  const { responses } = operation;
  const said = Object.keys(responses)
    .map(Number)
    .filter((status) => status >= 400);
  for (const status of new Set([...said, ...impliedBy(operation, writes)])) {
    const before = responses[status];
    const given = before !== undefined && 'description' in before ? before.description : '';
    responses[status] = { description: given || (STATUS_CODES[status] ?? ''), content: CONTENT };
  }
  responses.default = { description: 'Anything else that goes wrong', content: CONTENT };
}

function impliedBy(operation: Operation, writes: boolean): number[] {
  const parameters = (operation.parameters ?? []).filter((one): one is Parameter => 'in' in one);
  const has = (place: string): boolean => parameters.some((parameter) => parameter.in === place);
  const guarded = !operation.security?.some((way) => Object.keys(way).length === 0);
  return [
    ...(guarded ? [401, 403] : []),
    // Another site's page may not write, whoever is signed in.
    ...(writes ? [403] : []),
    // An id that cannot be read is as unknown as one that nobody has; a URL may be malformed.
    ...(has('path') ? [400, 404] : []),
    ...(has('query') || has('header') ? [400] : []),
    ...(operation.requestBody === undefined ? [] : [400, 413, 415]),
    ...(parameters.some(({ name }) => name === 'If-Match') ? [412] : []),
  ];
}
