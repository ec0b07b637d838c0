import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CorrelationSources,
  CorrelationTraceService,
  runInNewContext,
  type CorrelationNode,
} from '../../src/platform/correlation/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import type { Answer } from '../support/test-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { JOB_BACKENDS } from './support/job-backends.js';
import { startJobApp, type JobApp } from './support/start-job-app.js';

interface Branch {
  readonly kind: string;
  readonly id: string;
  readonly event?: string;
  readonly item_type?: string;
  readonly changed?: string[];
  readonly children: Branch[];
}

interface Tree {
  readonly correlation_id: string;
  readonly items: Branch[];
  readonly count: number;
  readonly next: string | null;
  readonly code?: string;
}

describe('GET /correlations/:id', () => {
  let test: TestApp;
  let member: SignedIn;
  let admin: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    member = await signIn(test, 'member');
    admin = await signIn(test, 'admin');
  });

  afterAll(() => test?.close());

  it('lists every version of a request', async () => {
    await member.client.post(
      '/posts',
      { title: 'A', body: 'b', tags: ['x', 'y'] },
      { 'x-correlation-id': 'tree-1' },
    );

    const { body, status } = await member.client.get<Tree>('/correlations/tree-1');

    expect(status).toBe(200);
    expect(body).toMatchObject({ correlation_id: 'tree-1', next: null });
    expect(body.items.filter((item) => item.item_type === 'Post')).toMatchObject([
      { kind: 'version', event: 'create', whodunnit: member.user.name, children: [] },
    ]);
    expect(body.items[0]).not.toHaveProperty('object');
  });

  it('hangs what a step caused below it, whoever recorded it', async () => {
    await member.client.post('/posts', { title: 'B', body: 'b' }, { 'x-correlation-id': 'tree-2' });
    const [post] = (await member.client.get<Tree>('/correlations/tree-2')).body.items;
    test.app.get(CorrelationSources).register({
      kind: 'parcel',
      list: async (id) =>
        id === 'tree-2'
          ? [
              {
                kind: 'parcel',
                id: '1',
                causationId: `version:${post!.id}`,
                occurredAt: '2026-01-01T00:00:00Z',
              },
            ]
          : [],
    });

    const { body } = await member.client.get<Tree>('/correlations/tree-2');

    expect(body.items).toMatchObject([
      { kind: 'version', children: [{ kind: 'parcel', id: '1' }] },
    ]);
  });

  it('comes in parts of a size, each version once', async () => {
    const posts = Array.from({ length: 7 }, (_, index) => index);
    for (const index of posts) {
      await member.client.post(
        '/posts',
        { title: `C${index}`, body: 'b' },
        { 'x-correlation-id': 'tree-3' },
      );
    }

    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Answer<Tree> = await member.client.get<Tree>(
        `/correlations/tree-3?limit=3${next === '' ? '' : `&after=${next}`}`,
      );
      expect(page.body.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.body.items.map((item) => item.id));
      ({ next } = page.body);
    }

    const all = (await member.client.get<Tree>('/correlations/tree-3')).body.items;
    expect(seen).toEqual(all.map((item) => item.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('hides from a member what only admins may read', async () => {
    await admin.client.post(
      '/users',
      { name: 'dora', display_name: 'Dora', role: 'viewer' },
      { 'x-correlation-id': 'tree-4' },
    );

    expect((await admin.client.get<Tree>('/correlations/tree-4')).body.count).toBeGreaterThan(0);
    expect((await member.client.get<Tree>('/correlations/tree-4')).status).toBe(404);
  });

  it.each(['never-seen', 'a%20b', '%3Cscript%3E', 'a'.repeat(129), '%27%20OR%201=1'])(
    'answers the unknown id %s with 404',
    async (id) => {
      const answer = await member.client.get<Tree>(`/correlations/${id}`);

      expect(answer.status).toBe(404);
      expect(answer.body.code).toBe('CORRELATION_NOT_FOUND');
    },
  );

  it.each([
    'limit=0',
    'limit=1001',
    'limit=1e3',
    'limit=-1',
    'limit=3&limit=4',
    'depth=2',
    'after=',
    'after=nonsense',
    `after=${Buffer.from('[["version"]]').toString('base64url')}`,
    `after=${Buffer.from('[["version","x"]]').toString('base64url')}`,
    `after=${Buffer.from('{"version":"1"}').toString('base64url')}`,
  ])('answers the query %s with 400', async (query) => {
    const answer = await member.client.get<Tree>(`/correlations/tree-1?${query}`);

    expect(answer.status).toBe(400);
  });

  it('is for nobody who is not signed in', async () => {
    const answer = await fetch(`${test.url}/correlations/tree-1`);

    expect(answer.status).toBe(401);
  });
});

describe.each(JOB_BACKENDS)('a job on $name', ({ redisUrl }) => {
  let database: TestDatabase;
  let app: JobApp;
  const notes: CorrelationNode[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await startJobApp({ databaseUrl: database.url, redisUrl });
    app.context.get(CorrelationSources).register({ kind: 'note', list: async () => notes });
  });

  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  it('stands between what caused it and what it wrote', async () => {
    await runInNewContext({ correlationId: 'job-tree', causationId: 'note:1' }, () =>
      app.work.add('plain', {}),
    );
    const seen = await eventually(() => app.seen[0]);
    notes.push(
      { kind: 'note', id: '1', occurredAt: '2026-01-01T00:00:00Z' },
      {
        kind: 'note',
        id: '2',
        occurredAt: '2026-01-01T00:00:01Z',
        causationId: seen!.context!.causationId!,
      },
      { kind: 'note', id: '3', occurredAt: '2026-01-01T00:00:01Z', causationId: 'job:gone:9' },
    );

    const { nodes } = await app.context.get(CorrelationTraceService).trace('job-tree');

    expect(nodes).toContainEqual(
      expect.objectContaining({
        kind: 'job',
        id: `work:${seen!.id}`,
        causationId: 'note:1',
        facts: expect.objectContaining({ queue: 'work', name: 'plain' }),
      }),
    );
    expect(nodes).toContainEqual({ kind: 'job', id: 'gone:9', facts: { queue: 'gone' } });
  });
});
