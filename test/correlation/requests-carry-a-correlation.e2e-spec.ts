import { setTimeout as delay } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentContext, type CorrelationContext } from '../../src/platform/correlation/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Answers what the context is after timers and callbacks that outlive the reading of the body. */
async function answerContext(request: Request, response: Response): Promise<void> {
  await delay(5);
  const context = await new Promise<CorrelationContext | undefined>((resolve) => {
    setImmediate(() => resolve(currentContext()));
  });
  response.json({ context, body: request.body as unknown });
}

const CROWD = 250;
const waiting: (() => void)[] = [];

/** Answers nobody before all have come, so that each context has lived beside every other. */
async function answerCrowd(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve) => {
    if (waiting.push(resolve) === CROWD) waiting.splice(0).forEach((goOn) => goOn());
  });
  await answerContext(request, response);
}

function probe(app: NestExpressApplication): void {
  app.use('/probe', answerContext);
  app.use('/crowd', answerCrowd);
}

interface Probed {
  readonly context: CorrelationContext;
}

describe('a request', () => {
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    test = await createTestApp({ prepare: probe });
    client = new TestClient(test.url);
  });

  afterAll(() => test?.close());

  it.each(['018f4e5c-7b1a-7c3d-8e2f-0123456789ab', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'deploy-42.eu:1'])(
    'keeps the correlation id %s and answers it',
    async (id) => {
      const answer = await client.get<Probed>('/probe', { 'x-correlation-id': id });

      expect(answer.headers.get('x-correlation-id')).toBe(id);
      expect(answer.body.context.correlationId).toBe(id);
    },
  );

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['129 characters', 'a'.repeat(129)],
    ['10 KB', 'a'.repeat(10_000)],
    ['a forged header inside', 'a%0d%0aSet-Cookie:x'],
    ['markup', '<img src=x>'],
    ['a list', 'one, two'],
    ['a quote', "a'b"],
    ['umlauts in Latin-1', 'Grüße'],
  ])('gets a fresh UUIDv7 instead of %s', async (_what, id) => {
    const answer = await client.get<Probed>(
      '/probe',
      id === undefined ? {} : { 'x-correlation-id': id },
    );

    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-correlation-id')).toMatch(UUIDV7);
    expect(answer.body.context.correlationId).toBe(answer.headers.get('x-correlation-id'));
  });

  it('keeps a valid traceparent and drops a broken one', async () => {
    const valid = await client.get<Probed>('/probe', { traceparent: TRACEPARENT });
    const broken = await client.get<Probed>('/probe', {
      traceparent: TRACEPARENT.replace('4bf9', 'ZZZZ'),
    });

    expect(valid.body.context.traceparent).toBe(TRACEPARENT);
    expect(broken.body.context).not.toHaveProperty('traceparent');
  });

  it('carries its id in errors, known and unknown routes alike', async () => {
    for (const path of ['/nothing', '/users', '/%ff']) {
      const answer = await client.get<{ correlation_id: string }>(path, {
        'x-correlation-id': 'err-1',
      });

      expect(answer.body.correlation_id).toBe('err-1');
      expect(answer.headers.get('x-correlation-id')).toBe('err-1');
    }
  });

  it('takes nobody’s word for who acts', async () => {
    const answer = await client.get<Probed>('/probe', { 'x-user': 'root', 'x-actor': 'root' });

    expect(answer.body.context).not.toHaveProperty('actor');
  });

  it(`never sees the context of one of ${CROWD} at the same time`, async () => {
    const ids = Array.from({ length: CROWD }, (_, index) => `parallel-${index}`);

    const answers = await Promise.all(
      ids.map((id) => client.post<Probed>('/crowd', { id }, { 'x-correlation-id': id })),
    );

    expect(answers.map((answer) => answer.body)).toEqual(
      ids.map((id) => ({ context: { correlationId: id }, body: { id } })),
    );
  });

  describe('when only some peers are trusted', () => {
    let strict: TestApp;

    beforeAll(async () => {
      strict = await createTestApp({
        databaseUrl: test.databaseUrl,
        prepare: probe,
        env: { BACKSTORY_CORRELATION_PEERS: '10.0.0.0/8' },
      });
    });

    afterAll(() => strict?.close());

    it('gets a fresh id from anybody else, whatever X-Forwarded-For claims', async () => {
      const answer = await new TestClient(strict.url).get<Probed>('/probe', {
        'x-correlation-id': 'mine',
        'x-forwarded-for': '10.1.2.3',
      });

      expect(answer.body.context.correlationId).toMatch(UUIDV7);
    });
  });
});

describe('a signed-in request', () => {
  let test: TestApp;
  let people: SignedIn[];

  beforeAll(async () => {
    test = await createTestApp();
    people = await Promise.all(['ann', 'ben', 'cid'].map((name) => signIn(test, 'member', name)));
  });

  afterAll(() => test?.close());

  it('writes versions with its own actor and correlation beside others’', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        people[index % 3]!.client.post(
          '/posts',
          { title: `post ${index}`, body: people[index % 3]!.user.name },
          { 'x-correlation-id': `write-${index}` },
        ),
      ),
    );

    const rows = await test.dataSource.query<Record<string, string>[]>(
      `SELECT v.whodunnit, v.correlation_id, p.title, p.body FROM backstory.versions v
       JOIN posts p ON p.id::text = v.item_id WHERE v.item_type = 'Post' AND v.event = 'create'`,
    );
    expect(rows).toHaveLength(60);
    for (const row of rows) {
      expect(row['whodunnit']).toBe(row['body']);
      expect(row['correlation_id']).toBe(row['title']!.replace('post ', 'write-'));
    }
  });
});
