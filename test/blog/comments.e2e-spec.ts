import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Comment {
  id: string;
  body: string;
  version: number;
}

describe('comments', () => {
  let test: TestApp;
  let author: SignedIn;
  let reader: SignedIn;
  let postId: string;

  beforeAll(async () => {
    test = await createTestApp({ env: PATIENT_ENV });
    author = await signIn(test, 'member');
    reader = await signIn(test, 'member');
    const post = await author.client.post<{ id: string }>('/posts', { title: 'T', body: 'B' });
    postId = post.body.id;
  });

  afterAll(() => test.close());

  const comment = (body: string, post = postId) =>
    reader.client.post<Comment>(`/posts/${post}/comments`, { body });

  it('show their versions in the post’s history', async () => {
    const { body } = await comment('First!');
    await reader.client.patch(`/comments/${body.id}`, { body: 'Second.' }, { 'if-match': '"1"' });

    const versions = await test.dataSource.query(
      `SELECT event, aggregate_type, aggregate_id, whodunnit FROM backstory.versions
       WHERE item_type = 'Comment' AND item_id = $1 ORDER BY id`,
      [body.id],
    );
    const shared = { aggregate_type: 'Post', aggregate_id: postId, whodunnit: reader.user.name };
    expect(versions).toEqual([
      { event: 'create', ...shared },
      { event: 'update', ...shared },
    ]);
  });

  it('are listed oldest first, in pages that lose nothing while others comment', async () => {
    const post = await author.client.post<{ id: string }>('/posts', { title: 'T', body: 'B' });
    const { id } = post.body;
    for (let count = 1; count <= 7; count++) {
      await comment(`old ${count}`, id);
    }
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { body: { items: Comment[]; next: string | null } } = await reader.client.get(
        `/posts/${id}/comments?limit=2${next && `&after=${next}`}`,
      );
      seen.push(...page.body.items.map((item) => item.body));
      next = page.body.next;
      if (seen.length < 8) {
        await comment(`new ${seen.length}`, id);
      }
    }

    expect(seen.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((count) => `old ${count}`));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('belong to whoever wrote them, not to the post’s author', async () => {
    const { body } = await comment('Mine');

    expect((await author.client.patch(`/comments/${body.id}`, { body: 'x' })).status).toBe(403);
    expect((await author.client.delete(`/comments/${body.id}`)).status).toBe(403);
    expect((await reader.client.delete(`/comments/${body.id}`)).status).toBe(204);
    expect((await reader.client.get(`/comments/${body.id}`)).status).toBe(404);
  });

  it('answer with an ETag and check If-Match', async () => {
    const { body, headers } = await comment('x');
    expect(headers.get('etag')).toBe('"1"');
    await reader.client.patch(`/comments/${body.id}`, { body: 'y' });

    const stale = { 'if-match': '"1"' };
    expect((await reader.client.patch(`/comments/${body.id}`, { body: 'z' }, stale)).status).toBe(
      412,
    );
    expect((await reader.client.delete(`/comments/${body.id}`, stale)).status).toBe(412);
  });

  it('appear below a post or not at all while the post is being destroyed', async () => {
    const post = await author.client.post<{ id: string }>('/posts', { title: 'T', body: 'B' });

    const [gone, ...comments] = await Promise.all([
      author.client.delete(`/posts/${post.body.id}`),
      ...Array.from({ length: 20 }, (_, index) => comment(`racing ${index}`, post.body.id)),
    ]);

    expect(gone.status).toBe(204);
    for (const { status } of comments) {
      expect([201, 404]).toContain(status);
    }
    const [{ count }] = await test.dataSource.query(
      'SELECT count(*)::int FROM comments WHERE post_id = $1',
      [post.body.id],
    );
    expect(count).toBe(0);
  });

  it.each(['', '  \n ', null, 1, ['x'], 'x'.repeat(20_001)])('refuse the body %j', async (body) => {
    const answer = await reader.client.post(`/posts/${postId}/comments`, { body });

    expect(answer.status).toBe(400);
  });
});
