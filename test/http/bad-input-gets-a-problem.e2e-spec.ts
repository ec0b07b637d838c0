import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/http/problem/problem.interface.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { TestClient, type Answer } from '../support/test-client.js';

const JSON_TYPE = { 'content-type': 'application/json' };

function expectProblem(answer: Answer<Problem>, status: number, code: string): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: `urn:backstory:problem:${code}`,
    status,
    code,
    correlation_id: answer.headers.get('x-correlation-id'),
  });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat \w+ \(|\.ts:\d/);
}

describe('bad input', () => {
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    test = await createTestApp();
    client = new TestClient(test.url);
  });

  afterAll(async () => {
    await test?.close();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  function post(body: string, headers: Record<string, string>): Promise<Answer<Problem>> {
    return client.send('POST', '/session', body, headers);
  }

  it.each([
    ['40,000-deep arrays', '['.repeat(40_000) + ']'.repeat(40_000), 'HTTP_UNACCEPTABLE_JSON'],
    ['a prototype key', '{"name":"a","__proto__":{"role":"admin"}}', 'HTTP_UNACCEPTABLE_JSON'],
    ['a constructor key', '{"constructor":{"prototype":{"x":1}}}', 'HTTP_UNACCEPTABLE_JSON'],
    ['a key given twice', '{"name":"a","name":"b"}', 'HTTP_UNACCEPTABLE_JSON'],
    ['a NUL character', String.raw`{"name":"a\u0000","password":"b"}`, 'HTTP_UNACCEPTABLE_JSON'],
    ['half a surrogate pair', String.raw`{"name":"\udfff"}`, 'HTTP_UNACCEPTABLE_JSON'],
    ['a number beyond all', '{"name":1e400}', 'HTTP_UNACCEPTABLE_JSON'],
    ['a broken object', '{"name":', 'HTTP_MALFORMED_JSON'],
    ['NaN', '{"name":NaN}', 'HTTP_MALFORMED_JSON'],
    ['trailing bytes', '{"name":"a"}{}', 'HTTP_MALFORMED_JSON'],
    ['a byte order mark', '\uFEFF{}', 'HTTP_MALFORMED_JSON'],
    ['only blanks', '   ', 'HTTP_MALFORMED_JSON'],
    ['a bare string', '"hello"', 'HTTP_INVALID_INPUT'],
    ['null', 'null', 'HTTP_INVALID_INPUT'],
    ['an array', '[]', 'HTTP_INVALID_INPUT'],
    ['wrong types', '{"name":["a"],"password":{"x":1}}', 'HTTP_INVALID_INPUT'],
    ['unknown keys', '{"name":"a","password":"b","role":"admin"}', 'HTTP_INVALID_INPUT'],
  ])('answers %s in a body with 400', async (_what, body, code) => {
    expectProblem(await post(body, JSON_TYPE), 400, code);
  });

  it('names every wrong field with its problem and remedy', async () => {
    const answer = await post('{"name":7,"surprise":true}', JSON_TYPE);

    expect(answer.body.errors).toEqual([
      { field: 'name', problem: 'expected string, received number', remedy: 'Send a string.' },
      { field: 'password', problem: 'is missing', remedy: 'Send a string.' },
      { field: 'surprise', problem: 'is not known', remedy: 'Leave it out.' },
    ]);
  });

  it('says where malformed JSON goes wrong, without repeating it', async () => {
    const answer = await post('{\n "password": hunter2}', JSON_TYPE);

    expect(answer.body.detail).toContain('line 2, column 14');
    expect(answer.body.detail).not.toContain('hunter2');
  });

  it.each([
    ['no content type', { 'content-type': '' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['an unknown parameter', { 'content-type': 'application/json; x=y' }],
    ['compression', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('answers a body with %s with 415', async (_what, headers) => {
    expectProblem(await post('{}', headers), 415, 'HTTP_UNSUPPORTED_BODY');
  });

  it('accepts the usual ways to say JSON in UTF-8', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"']) {
      const answer = await post('{}', { 'content-type': type });

      expect(answer.body.code).toBe('HTTP_INVALID_INPUT');
    }
  });

  it('answers a 10 MB body with 413 and lives on', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) });

    expectProblem(await post(body, JSON_TYPE), 413, 'HTTP_BODY_TOO_LARGE');
    expect((await client.get('/health/live')).status).toBe(200);
  });

  it('answers a chunked body that grows too large with 413', async () => {
    const chunk = new TextEncoder().encode('"'.padEnd(64 * 1024, 'a'));
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(chunk);
        if ((pulls += 1) > 20) controller.close();
      },
    });
    let pulls = 0;

    const answer = await fetch(`${test.url}/session`, {
      method: 'POST',
      headers: JSON_TYPE,
      body,
      duplex: 'half',
    });

    expect(answer.status).toBe(413);
  });

  it('answers bytes that are no UTF-8 with 400', async () => {
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const answer = await fetch(`${test.url}/session`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: bytes,
    });

    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Problem).code).toBe('HTTP_MALFORMED_JSON');
  });

  it.each([
    '/%',
    '/%ff',
    '/posts/%00',
    '/posts?q=%c3%28',
    '/posts?q=%00',
    '/console/%2',
    '/%u0041',
  ])('answers the URL %s with 400', async (path) => {
    expectProblem(await client.get(path), 400, 'HTTP_MALFORMED_URL');
  });

  it.each([
    '/console/..%2f..%2fpackage.json',
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/console/assets/%2e%2e/index.html',
    '/console/assets/nothing.js',
  ])('answers the path %s with 404 and no file', async (path) => {
    const answer = await client.get<Problem>(path);

    expect([200, 404]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain('devDependencies');
  });

  it('does not repeat the query of an unknown URL', async () => {
    const answer = await client.get<Problem>('/nothing/here?token=hunter2');

    expectProblem(answer, 404, 'HTTP_NOT_FOUND');
    expect(answer.body.detail).toContain('GET /nothing/here');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it('answers headers beyond 16 KB with 431', async () => {
    const answer = await client.get<Problem>('/health/live', { 'x-large': 'a'.repeat(20_000) });

    expect(answer.status).toBe(431);
    expect(answer.body).toMatchObject({ code: 'HTTP_HEADERS_TOO_LARGE' });
  });

  it.each(['PUT', 'PROPFIND', 'OPTIONS', 'TRACK'])(
    'answers the method %s with 404',
    async (method) => {
      const answer = await client.send<Problem>(method, '/session').catch(() => undefined);

      // fetch itself refuses TRACK.
      expect([404, undefined]).toContain(answer?.status);
    },
  );
});
