import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Post {
  id: string;
  title: string;
  body: string;
  tags: string[];
  version: number;
}

describe('a post', () => {
  let test: TestApp;
  let author: SignedIn;
  let other: SignedIn;
  let operator: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    author = await signIn(test, 'member');
    other = await signIn(test, 'member');
    operator = await signIn(test, 'operator');
  });

  afterAll(() => test.close());

  async function write(fields: object = {}): Promise<Post> {
    const answer = await author.client.post<Post>('/posts', {
      title: 'A title',
      body: 'B',
      ...fields,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  it('is created by whoever is signed in, and read back as it was sent', async () => {
    const sent = {
      title: 'Hällo 🕰️',
      body: 'čau\r\n\t"x" \u2028 𝒳',
      status: 'published',
      tags: ['b', 'a'],
    };
    const answer = await author.client.post<Post>('/posts', sent);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/posts/${answer.body.id}`);
    const read = await other.client.get<Post>(`/posts/${answer.body.id}`);
    expect(read.body).toMatchObject({
      ...sent,
      tags: ['a', 'b'],
      author: { id: author.user.id, name: author.user.name },
      version: 1,
    });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(JSON.stringify(read.body)).not.toContain('password');
  });

  it('keeps what a PATCH leaves out', async () => {
    const post = await write({ tags: ['kept'] });

    const answer = await author.client.patch<Post>(`/posts/${post.id}`, { title: 'New' });

    expect(answer.body).toMatchObject({ title: 'New', body: 'B', tags: ['kept'], version: 2 });
    expect(answer.headers.get('etag')).toBe('"2"');
  });

  it('does not change with a PATCH that changes nothing', async () => {
    const post = await write({ tags: ['same'] });

    for (const body of [{}, { title: post.title }, { tags: ['same'] }]) {
      const answer = await author.client.patch<Post>(`/posts/${post.id}`, body);
      expect(answer.body).toEqual(post);
    }
    const [{ count }] = await test.dataSource.query(
      "SELECT count(*)::int FROM backstory.versions WHERE item_type = 'Post' AND item_id = $1",
      [post.id],
    );
    expect(count).toBe(1);
  });

  it('gets another ETag when only its tags change', async () => {
    const post = await write({ tags: ['one', 'two'] });

    const answer = await author.client.patch<Post>(`/posts/${post.id}`, { tags: ['two', 'three'] });

    expect(answer.body).toMatchObject({ tags: ['three', 'two'], version: 2 });
  });

  it('gets another ETag from a writer that knows nothing of ETags', async () => {
    const post = await write();
    await test.dataSource.query("UPDATE posts SET body = 'by SQL', version = 1 WHERE id = $1", [
      post.id,
    ]);

    const answer = await author.client.patch(
      `/posts/${post.id}`,
      { title: 'x' },
      { 'if-match': '"1"' },
    );

    expect(answer.status).toBe(412);
  });

  it('records who changed it, with the request’s correlation', async () => {
    const post = await write();
    const correlation = { 'x-correlation-id': 'blog-test-correlation' };
    await operator.client.patch(`/posts/${post.id}`, { title: 'By an operator' }, correlation);

    const versions = await test.dataSource.query(
      `SELECT event, whodunnit, actor_type, correlation_id, object_changes, object
       FROM backstory.versions WHERE item_type = 'Post' AND item_id = $1 ORDER BY id`,
      [post.id],
    );
    expect(versions).toMatchObject([
      { event: 'create', whodunnit: author.user.name, actor_type: 'user' },
      {
        event: 'update',
        whodunnit: operator.user.name,
        actor_type: 'user',
        correlation_id: 'blog-test-correlation',
        object_changes: { title: ['A title', 'By an operator'] },
        object: { title: 'A title', body: 'B' },
      },
    ]);
    expect(Object.keys(versions[1].object_changes)).toEqual(['title']);
  });

  it('can be changed and destroyed by its author and by operators only', async () => {
    const post = await write();

    expect((await other.client.patch(`/posts/${post.id}`, { title: 'x' })).status).toBe(403);
    expect((await other.client.delete(`/posts/${post.id}`)).status).toBe(403);
    expect((await operator.client.patch(`/posts/${post.id}`, { title: 'x' })).status).toBe(200);
    expect((await author.client.delete(`/posts/${post.id}`)).status).toBe(204);
  });

  it('takes its comments and tag links with it, each leaving a version', async () => {
    const post = await write({ tags: ['doomed'] });
    await other.client.post(`/posts/${post.id}/comments`, { body: 'soon gone' });

    await author.client.delete(`/posts/${post.id}`, { 'if-match': '"1"' });

    expect((await author.client.get(`/posts/${post.id}`)).status).toBe(404);
    const versions = await test.dataSource.query(
      `SELECT item_type FROM backstory.versions
       WHERE event = 'destroy' AND whodunnit = $1
         AND (item_type = 'Post' AND item_id = $2 OR aggregate_type = 'Post' AND aggregate_id = $2)`,
      [author.user.name, post.id],
    );
    expect(versions.map((version: { item_type: string }) => version.item_type).toSorted()).toEqual([
      'Comment',
      'Post',
      'Post.tags',
    ]);
  });

  it('is not destroyed under an ETag of the past', async () => {
    const post = await write();
    await author.client.patch(`/posts/${post.id}`, { title: 'x' });

    expect((await author.client.delete(`/posts/${post.id}`, { 'if-match': '"1"' })).status).toBe(
      412,
    );
    expect((await author.client.get(`/posts/${post.id}`)).status).toBe(200);
  });

  it.each([
    '0',
    '-1',
    '01',
    '1.0',
    '1e3',
    'x',
    '999999999',
    '9223372036854775808',
    '9'.repeat(400),
  ])('that does not exist is not found: %s', async (id) => {
    for (const answer of [
      await operator.client.get(`/posts/${id}`),
      await operator.client.patch(`/posts/${id}`, { title: 'x' }),
      await operator.client.delete(`/posts/${id}`),
      await operator.client.get(`/posts/${id}/comments`),
      await operator.client.post(`/posts/${id}/comments`, { body: 'x' }),
      await operator.client.get(`/comments/${id}`),
      await operator.client.patch(`/comments/${id}`, { body: 'x' }),
      await operator.client.delete(`/comments/${id}`),
    ]) {
      expect(answer.status).toBe(404);
    }
  });
});
