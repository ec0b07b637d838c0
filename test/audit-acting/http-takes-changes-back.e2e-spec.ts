import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '../support/test-client.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn } from '../support/sign-in.js';

interface VersionBody {
  id: string;
  item_type: string;
  event: string;
  whodunnit: string;
  reason: string | null;
  correlation_id: string;
  object_changes: Record<string, [unknown, unknown]>;
}
interface PageBody {
  items: VersionBody[];
  next: string | null;
  feed_position: string;
}
interface ActBody {
  dry_run: boolean;
  changes: { item_type: string; item_id: string; event: string; changes: object }[];
  conflicts: { field: string; version_id: string; whodunnit: string }[];
  versions: string[];
}
interface ProblemBody extends ActBody {
  code: string;
  errors?: { field: string }[];
}

let test: TestApp;
let member: TestClient;
let operator: TestClient;
let viewer: TestClient;

beforeAll(async () => {
  test = await createTestApp({ roles: ['web'] });
  ({ client: member } = await signIn(test, 'member', 'mia'));
  ({ client: operator } = await signIn(test, 'operator', 'otto'));
  ({ client: viewer } = await signIn(test, 'viewer', 'vera'));
});
afterAll(() => test?.close());

async function post(title: string): Promise<string> {
  const answer = await member.post<{ id: string }>('/posts', { title, body: 'text', tags: ['x'] });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function history(id: string): Promise<PageBody> {
  const answer = await viewer.get<PageBody>(`/audit/Post/${id}/history`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('the audit API', () => {
  it('shows a record through time', async () => {
    const id = await post('First');
    await member.patch(`/posts/${id}`, { title: 'Second' });
    const { items, next, feed_position: position } = await history(id);

    expect(items.map(({ event, whodunnit }) => `${event} ${whodunnit}`)).toEqual([
      'update mia',
      'create mia',
    ]);
    expect(items[0]!.object_changes).toEqual({ title: ['First', 'Second'] });
    expect(next).toBeNull();
    expect(position).toMatch(/^\w+-\d+$/);

    const [update, create] = items as [VersionBody, VersionBody];
    const one = await viewer.get(`/audit/versions/${update.id}`);
    const diff = await viewer.get(`/audit/versions/${create.id}/diff?against=${update.id}`);
    const state = await viewer.get(`/audit/Post/${id}/at?version=${create.id}`);
    const found = await viewer.get<PageBody>(
      '/audit/versions?item_type=Post&changed=title&from=First&to=Second&whodunnit=mia',
    );
    expect(one.body).toEqual(update);
    expect(diff.body).toEqual({
      item_type: 'Post',
      item_id: id,
      changes: { title: ['First', 'Second'] },
    });
    expect(state.body).toMatchObject({ version: create.id, state: { title: 'First', id } });
    expect(found.body.items).toEqual([update]);
  });

  it('shows comments and tags in the history of their post', async () => {
    const id = await post('With comments');
    await member.post(`/posts/${id}/comments`, { body: 'said' });

    const { body } = await viewer.get<PageBody>(
      `/audit/Post/${id}/history?associated=true&limit=2`,
    );
    const rest = await viewer.get<PageBody>(
      `/audit/Post/${id}/history?associated=true&after=${body.next}`,
    );

    expect(
      [...body.items, ...rest.body.items].map(({ item_type: type }) => type).toSorted(),
    ).toEqual(['Comment', 'Post', 'Post.tags']);
  });

  it('lists what is audited', async () => {
    const { body } = await viewer.get<{ items: { item_type: string }[] }>('/audit/types');

    expect(body.items.find(({ item_type: type }) => type === 'Post')).toMatchObject({
      label: 'title',
      associations: expect.arrayContaining([{ item_type: 'Comment', relation: 'post' }]),
    });
    expect(body.items.map(({ item_type: type }) => type)).not.toContain('User');
  });

  it('reverts after a dry run, and says with what it conflicts', async () => {
    const id = await post('Good');
    await member.patch(`/posts/${id}`, { title: 'Bad' });
    const [update] = (await history(id)).items as [VersionBody];
    const path = `/audit/versions/${update.id}/revert`;

    const plan = await operator.post<ActBody>(path, { dry_run: true });
    const done = await operator.post<ActBody>(path, { fields: ['title'], reason: 'vandalism' });
    await member.patch(`/posts/${id}`, { title: 'Newer' });
    const late = await operator.post<ProblemBody>(path);

    const expected = [
      { item_type: 'Post', item_id: id, event: 'update', changes: { title: ['Bad', 'Good'] } },
    ];
    expect(plan.status).toBe(200);
    expect(plan.body).toMatchObject({ dry_run: true, changes: expected, versions: [] });
    expect(done.body).toMatchObject({ dry_run: false, changes: expected });
    const { items } = await history(id);
    expect(items[1]).toMatchObject({
      id: done.body.versions[0],
      whodunnit: 'otto',
      reason: 'vandalism',
    });
    expect(late.status).toBe(409);
    expect(late.headers.get('content-type')).toContain('application/problem+json');
    expect(late.body).toMatchObject({
      code: 'AUDIT_REVERT_CONFLICT',
      conflicts: [{ field: 'title', version_id: items[0]!.id, whodunnit: 'mia' }],
    });
  });

  it('restores a post with its comments and tags', async () => {
    const id = await post('Gone');
    await member.post(`/posts/${id}/comments`, { body: 'one' });
    await member.post(`/posts/${id}/comments`, { body: 'two' });
    const before = await viewer.get(`/posts/${id}/comments`);
    expect((await member.delete(`/posts/${id}`)).status).toBe(204);
    const [destroy] = (await history(id)).items as [VersionBody];

    const done = await operator.post<ActBody>(`/audit/versions/${destroy.id}/restore`, {
      associations: true,
    });

    expect(done.status).toBe(200);
    expect(done.body.changes.map(({ item_type: type }) => type).toSorted()).toEqual([
      'Comment',
      'Comment',
      'Post',
      'Post.tags',
    ]);
    expect((await viewer.get(`/posts/${id}`)).body).toMatchObject({ title: 'Gone', tags: ['x'] });
    expect(
      (await viewer.get<{ items: object[] }>(`/posts/${id}/comments`)).body.items,
    ).toHaveLength((before.body as unknown as { items: object[] }).items.length);
  });

  it('undoes everything that one request did', async () => {
    const made = await member.post<{ id: string }>('/posts', {
      title: 'All at once',
      body: 'text',
      tags: ['fresh-1', 'fresh-2'],
    });
    const correlation = made.headers.get('x-correlation-id')!;

    const undone = await operator.post<ActBody>(`/audit/correlations/${correlation}/undo`, {
      reason: 'spam',
    });

    expect(undone.status).toBe(200);
    expect(undone.body.changes).toHaveLength(5);
    expect((await viewer.get(`/posts/${made.body.id}`)).status).toBe(404);
  });

  it('is read by viewers, acted on by operators, and closed to strangers', async () => {
    const id = await post('Mine');
    const [create] = (await history(id)).items as [VersionBody];
    const path = `/audit/versions/${create.id}/revert`;

    expect((await member.post(path)).status).toBe(403);
    expect((await viewer.post(path)).status).toBe(403);
    const { status } = await fetch(`${test.url}/audit/versions`);
    expect(status).toBe(401);
  });

  it('hides what may not be read as if it were not there', async () => {
    const { client: admin } = await signIn(test, 'admin');
    const { body } = await admin.get<PageBody>('/audit/versions?item_type=User');
    const [user] = body.items as [VersionBody];

    for (const path of [
      `/audit/versions/${user.id}`,
      `/audit/versions/${user.id}/diff?against=${user.id}`,
      '/audit/User/1/history',
      '/audit/User/1/at?time=2030-01-01',
    ]) {
      expect((await operator.get(path)).status, path).toBe(404);
      expect((await admin.get(path)).status, path).toBe(200);
    }
    const undo = `/audit/correlations/${user.correlation_id}/undo`;
    expect((await operator.post(undo, { dry_run: true })).status).toBe(404);
    expect((await operator.post(`/audit/versions/${user.id}/revert`)).status).toBe(404);
    const all = await operator.get<PageBody>('/audit/versions?limit=200');
    expect(all.body.items.map(({ item_type: type }) => type)).not.toContain('User');
    expect(JSON.stringify(body)).not.toMatch(/scrypt|argon|"password_hash":\[null,"(?!redacted)/);
  });

  it.each([
    ['GET', '/audit/versions?limit=0', 400],
    ['GET', '/audit/versions?limit=201', 400],
    ['GET', '/audit/versions?limit=10&limit=20', 400],
    ['GET', '/audit/versions?after=abc', 400],
    ['GET', '/audit/versions?after=99999999999999999999', 400],
    ['GET', '/audit/versions?since=yesterday', 400],
    ['GET', '/audit/versions?since=2026-02-31T00:00:00Z', 400],
    ['GET', '/audit/versions?from=x', 400],
    ['GET', '/audit/versions?nonsense=1', 400],
    ['GET', '/audit/versions?item_id=%00', 400],
    ['GET', "/audit/versions?changed=title'%3B%20DROP%20TABLE%20posts&to=x", 200],
    ['GET', '/audit/versions/abc', 400],
    ['GET', '/audit/versions/9223372036854775807', 404],
    ['GET', '/audit/versions/9223372036854775808', 400],
    ['GET', '/audit/versions/1/diff', 400],
    ['GET', '/audit/Nothing/1/history', 404],
    ['GET', '/audit/Post/999999/history', 404],
    ['GET', '/audit/Post/999999/at?time=2026-01-01', 404],
    ['GET', '/audit/Post/1/at', 400],
    ['GET', '/audit/Post/1/at?time=2026-01-01&version=1', 400],
    ['GET', '/audit/Post.tags/not-json/history', 400],
    ['GET', '/audit/__proto__/1/history', 404],
    ['POST', '/audit/versions/9223372036854775807/revert', 404],
    ['POST', '/audit/correlations/none/undo', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    const answer = await operator.send<ProblemBody>(method, path);

    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  });

  it.each([
    [{ dry_run: 'yes' }, 'dry_run'],
    [{ fields: 'title' }, 'fields'],
    [{ fields: [] }, 'fields'],
    [{ surprise: 1 }, 'surprise'],
    [{ reason: 'a\u0000b' }, 'reason'],
  ])('names what is wrong in %j', async (body, field) => {
    const answer = await operator.post<ProblemBody>('/audit/versions/1/revert', body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.field)).toContain(field);
  });

  it('is described in the OpenAPI document', async () => {
    const { body } = await operator.get<{ paths: Record<string, object> }>(
      '/api/docs/openapi.json',
    );
    const paths = Object.keys(body.paths ?? {}).filter((path) => path.startsWith('/audit/'));

    expect(paths.toSorted()).toEqual([
      '/audit/correlations/{id}/undo',
      '/audit/types',
      '/audit/versions',
      '/audit/versions/{id}',
      '/audit/versions/{id}/diff',
      '/audit/versions/{id}/restore',
      '/audit/versions/{id}/revert',
      '/audit/{type}/{id}/at',
      '/audit/{type}/{id}/history',
    ]);
  });
});
