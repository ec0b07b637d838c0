import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenApiDocument } from '../../src/http/docs/open-api.document.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

const IDS = [
  '0',
  '-1',
  '1.5',
  '1e3',
  '9223372036854775807',
  '99999999999999999999',
  'abc',
  '%F0%9F%92%A9',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  "1'%20OR%20'1'='1",
  '1;DROP%20TABLE%20posts',
  'a'.repeat(2_000),
  '__proto__',
  'constructor',
  'null',
  '%00',
  '%ff',
];

const VALUES = [
  '',
  '0',
  '-1',
  '1000000000',
  'NaN',
  'null',
  'true',
  '__proto__',
  '*',
  '%25',
  'W10',
  'eyJhIjoxfQ',
  'AAAA',
  "'",
  '9'.repeat(400),
  '2026-13-45T99:99:99Z',
  '-infinity',
  '1-999999999999999999999',
  '%E2%80%A8',
];

const BODIES = [
  undefined,
  'null',
  '[]',
  '0',
  '"text"',
  '{}',
  '{"a":1}',
  '{"title":null,"body":{},"name":[],"fields":{},"dry_run":"yes","tags":{"length":1e9}}',
  `{"title":"${'x'.repeat(20_000)}"}`,
  '{"fields":["__nothing__","constructor.name"],"associations":[1],"reason":7}',
  String.raw`{"title":"\u0000"}`,
  String.raw`{"title":"\ud800"}`,
];

/** What the one reader of all bodies must bear: not each operation has to be asked. */
const HEAVY_BODIES = [`{"title":"${'x'.repeat(200_000)}"}`, '['.repeat(40_000)];
const HEAVY_EVERY = 10;

const LANES = 6;

/** More, for what is answered 503. */
const TRIES = 5;

/** Milliseconds: more than a thousand requests on whatever machine. */
const PATIENCE = 180_000;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly takesBody: boolean;
  /** Every status that OpenAPI tells of. */
  readonly statuses: ReadonlySet<string>;
}

interface Described {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Ends the own session, or streams without end: each has tests of its own. */
const LEFT_OUT = new Set([
  'DELETE /session',
  'GET /feed/stream',
  'GET /notifications/{itemType}/stream',
]);

/** Every operation that the application describes, so that a new one is tried without a word here. */
function operationsOf(test: TestApp): Operation[] {
  return Object.entries(test.app.get(OpenApiDocument).get().paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Described>)
      .filter(([method]) => !LEFT_OUT.has(`${method.toUpperCase()} ${path}`))
      .map(([method, described]) => ({
        method: method.toUpperCase(),
        path,
        query: (described.parameters ?? []).flatMap((parameter) =>
          parameter.in === 'query' && parameter.name ? [parameter.name] : [],
        ),
        takesBody: ['post', 'patch', 'put'].includes(method),
        statuses: new Set(Object.keys(described.responses)),
      })),
  );
}

function fill(path: string, value: string): string {
  return path.replaceAll(/\{[^}]+\}/g, value);
}

/** Every refusal must also be one that the operation's description names. */
describe('hostile input', () => {
  let test: TestApp;
  let admin: SignedIn;
  let operations: Operation[];
  const failures: string[] = [];

  beforeAll(async () => {
    test = await createTestApp({ logLines: [] });
    admin = await signIn(test, 'admin');
    await admin.client.post('/posts', { title: 'one', body: 'two', tags: ['three'] });
    await admin.client.post('/projects', { key: 'ONE', name: 'one' });
    await admin.client.post('/projects/1/milestones', { title: 'one' });
    await admin.client.post('/projects/1/issues', { title: 'one', labels: ['two'] });
    await admin.client.post('/issues/1/comments', { body: 'three' });
    operations = operationsOf(test);
  });

  afterAll(() => test?.close());

  function ask(operation: Operation, url: string, body?: string): Promise<Response> {
    return fetch(test.url + url, {
      method: operation.method,
      redirect: 'manual',
      headers: {
        cookie: admin.cookie,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
  }

  async function send(operation: Operation, url: string, body?: string): Promise<void> {
    let answer = await ask(operation, url, body);
    // A busy machine takes its time to let the application in, which is not what is looked for.
    for (let again = 0; answer.status === 503 && again < TRIES; again += 1) {
      await answer.body?.cancel();
      answer = await ask(operation, url, body);
    }
    const text = await answer.text();
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    const isTold = operation.statuses.has(String(answer.status));
    if (answer.status >= 500 || (answer.status >= 400 && !(isProblem && isTold))) {
      failures.push(
        `${operation.method} ${url.slice(0, 120)} ${body?.slice(0, 60) ?? ''} -> ${answer.status} ${text.slice(0, 120)}`,
      );
    }
  }

  /** A few at a time: a full pool is answered with 503, which is right and not what is looked for. */
  async function expectNoFailure(work: readonly (() => Promise<void>)[]): Promise<void> {
    failures.length = 0;
    const left = [...work];
    const lane = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) {
        await next();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    expect(failures).toEqual([]);
  }

  it('is tried on every operation that OpenAPI describes', () => {
    expect(operations.length).toBeGreaterThan(20);
  });

  it('in a path never makes a 500', { timeout: PATIENCE }, async () => {
    const withIds = operations.filter((operation) => operation.path.includes('{'));

    for (const id of IDS) {
      await expectNoFailure(
        withIds.map(
          (operation) => () =>
            send(operation, fill(operation.path, id), operation.takesBody ? '{}' : undefined),
        ),
      );
    }
  });

  it('in a query never makes a 500', { timeout: PATIENCE }, async () => {
    const reads = operations.filter((operation) => operation.method === 'GET');

    for (const value of VALUES) {
      await expectNoFailure(
        reads.flatMap((operation) =>
          operation.query.map(
            (name) => () => send(operation, `${fill(operation.path, '1')}?${name}=${value}&wait=0`),
          ),
        ),
      );
    }
  });

  it('in a query that nobody asked for never makes a 500', async () => {
    const unknown = VALUES.map((value, index) => `unknown${index}=${value}`).join('&');

    await expectNoFailure(
      operations
        .filter((operation) => operation.method === 'GET')
        .map(
          (operation) => () => send(operation, `${fill(operation.path, '1')}?${unknown}&wait=0`),
        ),
    );
  });

  it('given twice in a query never makes a 500', async () => {
    await expectNoFailure(
      operations
        .filter((operation) => operation.method === 'GET')
        .flatMap((operation) =>
          operation.query
            .filter((name) => name !== 'wait')
            .map(
              (name) => () =>
                send(operation, `${fill(operation.path, '1')}?${name}=1&${name}=2&wait=0`),
            ),
        ),
    );
  });

  it('in a body never makes a 500', { timeout: PATIENCE }, async () => {
    const writes = operations.filter((operation) => operation.takesBody);

    for (const body of BODIES) {
      await expectNoFailure(
        writes.map((operation) => () => send(operation, fill(operation.path, '1'), body)),
      );
    }
    const some = writes.filter((_, index) => index % HEAVY_EVERY === 0);
    await expectNoFailure(
      some.flatMap((operation) =>
        HEAVY_BODIES.map((body) => () => send(operation, fill(operation.path, '1'), body)),
      ),
    );
  });

  it('in a header never makes a 500', async () => {
    const headers: Record<string, string>[] = [
      { 'if-match': '"x"' },
      { 'if-match': '*' },
      { 'if-match': 'W/"1"' },
      { 'if-match': '1'.repeat(5_000) },
      { authorization: 'Bearer' },
      { authorization: 'Bearer bks_' },
      { authorization: `Bearer bks_${'a'.repeat(5_000)}` },
      { authorization: 'Basic %%%' },
      { cookie: 'backstory_session=%00; =; ;;; a=b=c' },
      { cookie: `backstory_session=${'x'.repeat(5_000)}` },
      { range: 'bytes=9-1' },
      { 'x-forwarded-for': '¿' },
      { accept: '*/*;q=x' },
    ];
    for (const header of headers) {
      const answer = await fetch(`${test.url}/posts/1`, {
        method: 'PATCH',
        headers: { cookie: admin.cookie, 'content-type': 'application/json', ...header },
        body: '{"title":"changed"}',
      });

      expect(`${JSON.stringify(header).slice(0, 60)} ${answer.status < 500}`).toMatch(/true$/);
      await answer.text();
    }
  });
});
