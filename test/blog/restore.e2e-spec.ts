import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Post {
  id: string;
  title: string;
}

describe('restoring', () => {
  let test: TestApp;
  let author: SignedIn;
  let operator: SignedIn;

  beforeAll(async () => {
    test = await createTestApp({ env: PATIENT_ENV });
    author = await signIn(test, 'member');
    operator = await signIn(test, 'operator');
  });

  afterAll(() => test.close());

  async function write(): Promise<Post> {
    const sent = { title: 'Kept', body: 'B', tags: ['x', 'y'] };
    return (await author.client.post<Post>('/posts', sent)).body;
  }

  it('brings a post back with its id, tags and comments, and says who and why', async () => {
    const post = await write();
    await author.client.post(`/posts/${post.id}/comments`, { body: 'stay' });
    const before = await author.client.get<Post>(`/posts/${post.id}`);
    await author.client.delete(`/posts/${post.id}`);

    const answer = await operator.client.post<Post>(`/posts/${post.id}/restore`, {
      reason: 'Destroyed by mistake',
    });

    expect(answer.status).toBe(200);
    const {
      version: _v,
      updated_at: _u,
      ...content
    } = before.body as Post & Record<string, unknown>;
    expect(answer.body).toMatchObject(content);
    const comments = await author.client.get<{ items: object[] }>(`/posts/${post.id}/comments`);
    expect(comments.body.items).toMatchObject([{ body: 'stay' }]);
    const [version] = await test.dataSource.query(
      `SELECT event, whodunnit, reason FROM backstory.versions
       WHERE item_type = 'Post' AND item_id = $1 ORDER BY id DESC LIMIT 1`,
      [post.id],
    );
    expect(version).toEqual({
      event: 'create',
      whodunnit: operator.user.name,
      reason: 'Destroyed by mistake',
    });
  });

  it('makes every ETag from before the destroy stale, also of what came back with it', async () => {
    const { id } = await write();
    const comment = await author.client.post<Post>(`/posts/${id}/comments`, { body: 'one' });
    const old = { post: ['"1"'], comment: [comment.headers.get('etag')] };
    for (const title of ['two', 'three']) {
      const changed = await author.client.patch(`/posts/${id}`, { title });
      old.post.push(changed.headers.get('etag')!);
    }
    const [post, itsComment] = [`/posts/${id}`, `/comments/${comment.body.id}`];
    for (let round = 0; round < 2; round += 1) {
      await author.client.delete(post);
      const restored = await operator.client.post(`${post}/restore`);

      const rewrite = (path: string, body: object, etag: string | null) =>
        author.client.patch(path, body, { 'if-match': etag ?? '' });
      for (const etag of old.post) {
        expect((await rewrite(post, { title: 'lost update' }, etag)).status, etag).toBe(412);
      }
      for (const etag of old.comment) {
        expect((await rewrite(itsComment, { body: 'lost update' }, etag)).status).toBe(412);
      }
      const now = restored.headers.get('etag');
      const changed = await rewrite(post, { title: `round ${round}` }, now);
      expect(changed.status).toBe(200);
      old.post.push(now!, changed.headers.get('etag')!);
      old.comment.push((await author.client.get(itsComment)).headers.get('etag'));
    }
  });

  it('leaves the post editable like any other', async () => {
    const post = await write();
    await author.client.delete(`/posts/${post.id}`);
    await operator.client.post(`/posts/${post.id}/restore`);

    const answer = await author.client.patch<Post>(`/posts/${post.id}`, { title: 'Edited' });

    expect(answer.status).toBe(200);
    expect(answer.body.title).toBe('Edited');
  });

  it('brings a single comment back', async () => {
    const post = await write();
    const sent = await author.client.post<Post>(`/posts/${post.id}/comments`, { body: 'back' });
    await author.client.delete(`/comments/${sent.body.id}`);

    const answer = await operator.client.post(`/comments/${sent.body.id}/restore`, {});

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: sent.body.id, body: 'back' });
  });

  it('happens once, however many ask for it at the same time', async () => {
    const post = await write();
    await author.client.delete(`/posts/${post.id}`);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => operator.client.post<Post>(`/posts/${post.id}/restore`)),
    );

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, body: { id: post.id, title: 'Kept' } });
    }
    const versions = await test.dataSource.query(
      `SELECT event FROM backstory.versions WHERE item_type = 'Post' AND item_id = $1 ORDER BY id`,
      [post.id],
    );
    expect(versions.map((version: { event: string }) => version.event)).toEqual([
      'create',
      'destroy',
      'create',
    ]);
  });

  it('refuses what lives, what never was, and who may not', async () => {
    const post = await write();

    expect((await operator.client.post(`/posts/${post.id}/restore`)).status).toBe(409);
    expect((await operator.client.post('/posts/999999/restore')).status).toBe(404);
    expect((await operator.client.post('/comments/0/restore')).status).toBe(404);
    await author.client.delete(`/posts/${post.id}`);
    expect((await author.client.post(`/posts/${post.id}/restore`)).status).toBe(403);
    expect((await operator.client.post(`/posts/${post.id}/restore`, { id: 1 })).status).toBe(400);
  });

  it('refuses a comment whose post is gone', async () => {
    const post = await write();
    const sent = await author.client.post<Post>(`/posts/${post.id}/comments`, { body: 'lost' });
    await author.client.delete(`/comments/${sent.body.id}`);
    await author.client.delete(`/posts/${post.id}`);

    expect((await operator.client.post(`/comments/${sent.body.id}/restore`)).status).toBe(409);
  });
});
