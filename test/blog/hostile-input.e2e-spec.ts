import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Problem {
  code: string;
  errors?: { field: string; problem: string; remedy: string }[];
}

const GOOD = { title: 'T', body: 'B' };

describe('hostile input', () => {
  let test: TestApp;
  let writer: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    writer = await signIn(test, 'operator');
  });

  afterAll(async () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await test.close();
  });

  it('is answered with every field that is wrong', async () => {
    const answer = await writer.client.post<Problem>('/posts', {
      title: '',
      body: 7,
      status: 'gone',
      tags: ['UPPER', 'ok', 'ok'],
      extra: true,
    });

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const fields = answer.body.errors!.map((error) => error.field).join(' ');
    for (const field of ['title', 'body', 'status', 'tags', 'extra']) {
      expect(fields).toContain(field);
    }
  });

  it.each<[string, unknown]>([
    ['no body', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['half an object', '{"title": "x"'],
    ['two objects', '{}{}'],
    ['a number as title', { ...GOOD, title: 1 }],
    ['null as title', { ...GOOD, title: null }],
    ['an array as title', { ...GOOD, title: ['x'] }],
    ['an object as title', { ...GOOD, title: { toString: 'x' } }],
    ['true as body', { ...GOOD, body: true }],
    ['a string as tags', { ...GOOD, tags: 'x' }],
    ['an unknown key', { ...GOOD, authorId: '1' }],
    ['a mass assignment', { ...GOOD, author_id: '1', version: 9, id: '1' }],
    ['a NUL', { ...GOOD, title: 'a\0b' }],
    ['a NUL in the body', { ...GOOD, body: '\0' }],
    ['a lone surrogate', '{"title": "a\\ud800b", "body": ""}'],
    ['a line break in the title', { ...GOOD, title: 'a\nb' }],
    ['a prototype key', '{"title": "T", "body": "B", "__proto__": {"polluted": 1}}'],
    [
      'a constructor key',
      '{"title": "T", "body": "B", "constructor": {"prototype": {"polluted": 1}}}',
    ],
    ['21 tags', { ...GOOD, tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }],
    ['a long title', { ...GOOD, title: 'x'.repeat(301) }],
    ['40,000 arrays in each other', '['.repeat(40_000) + ']'.repeat(40_000)],
    ['40,000 objects in a tag', `{"tags": ${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`],
  ])('is refused: %s', async (_case, body) => {
    for (const [method, path] of [
      ['POST', '/posts'],
      ['PATCH', '/posts/1'],
    ] as const) {
      const answer = await writer.client.send<Problem>(method, path, body);

      expect(answer.status, method).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('of ten megabytes is refused as too large', async () => {
    const answer = await writer.client.post('/posts', { ...GOOD, body: 'x'.repeat(10_000_000) });

    expect(answer.status).toBe(413);
  });

  it('never makes an internal error, and what is accepted is stored exactly', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(
        'Robert’); DROP TABLE posts;--',
        '${7*7}',
        '<script>',
        '‮RTL',
        'e\u0301',
        'é',
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, async (title, body) => {
        const answer = await writer.client.post<{ id: string }>('/posts', { title, body });

        expect([201, 400]).toContain(answer.status);
        if (answer.status === 201) {
          const read = await writer.client.get<object>(`/posts/${answer.body.id}`);
          expect(read.body).toMatchObject({ title, body });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('in the URL is refused or not found', async () => {
    for (const path of [
      '/posts/%00',
      '/posts/%ff',
      '/posts/%2e%2e%2f',
      '/posts/1%20',
      "/posts/1'",
    ]) {
      const { status } = await writer.client.get(path);
      expect([400, 404], path).toContain(status);
    }
  });
});
