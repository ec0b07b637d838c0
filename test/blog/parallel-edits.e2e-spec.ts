import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Post {
  id: string;
  title: string;
  version: number;
}

const WRITERS = 20;

describe('parallel edits of a post', () => {
  let test: TestApp;
  let writer: SignedIn;

  beforeAll(async () => {
    test = await createTestApp({ env: PATIENT_ENV });
    writer = await signIn(test, 'operator');
  });

  afterAll(() => test.close());

  const write = async () =>
    (await writer.client.post<Post>('/posts', { title: 'T', body: 'B', tags: ['start'] })).body;

  it('have one winner per version when they send If-Match', async () => {
    const { id } = await write();

    for (let version = 1; version <= 3; version++) {
      const answers = await Promise.all(
        Array.from({ length: WRITERS }, (_, index) =>
          writer.client.patch<Post>(
            `/posts/${id}`,
            { title: `v${version} by ${index}` },
            { 'if-match': `"${version}"` },
          ),
        ),
      );

      const winners = answers.filter((answer) => answer.status === 200);
      expect(winners).toHaveLength(1);
      expect(answers.filter((answer) => answer.status === 412)).toHaveLength(WRITERS - 1);
      const now = await writer.client.get<Post>(`/posts/${id}`);
      expect(now.body).toMatchObject({ title: winners[0]!.body.title, version: version + 1 });
    }
  });

  it('make an unbroken chain of versions when they do not', async () => {
    const { id } = await write();

    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) =>
        writer.client.patch(`/posts/${id}`, { title: `by ${index}` }),
      ),
    );

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const versions: { object_changes: { title: [string, string] } }[] = await test.dataSource.query(
      `SELECT object_changes FROM backstory.versions
       WHERE item_type = 'Post' AND item_id = $1 AND event = 'update' ORDER BY id`,
      [id],
    );
    expect(versions).toHaveLength(WRITERS);
    let before = 'T';
    for (const { object_changes } of versions) {
      expect(object_changes.title[0]).toBe(before);
      before = object_changes.title[1];
    }
  });

  it('of tags end with one writer’s whole set', async () => {
    const { id } = await write();
    const sets = Array.from({ length: WRITERS }, (_, index) => [
      `a${index}`,
      `b${index}`,
      'shared',
    ]);

    const answers = await Promise.all(
      sets.map((tags) => writer.client.patch(`/posts/${id}`, { tags })),
    );

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const { body } = await writer.client.get<{ tags: string[] }>(`/posts/${id}`);
    expect(sets.map((tags) => tags.toSorted())).toContainEqual(body.tags);
  });

  it('invent the same new tag once', async () => {
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) =>
        writer.client.post('/posts', { title: `P${index}`, body: '', tags: ['zz', 'yy', 'same'] }),
      ),
    );

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    const [{ count }] = await test.dataSource.query(
      "SELECT count(*)::int FROM tags WHERE name = 'same'",
    );
    expect(count).toBe(1);
  });

  it.each(['3', '"1', 'x', '"1" "2"'])('cannot be held against If-Match: %s', async (header) => {
    const { id } = await write();

    const answer = await writer.client.patch(
      `/posts/${id}`,
      { title: 'x' },
      { 'if-match': header },
    );

    expect(answer.status).toBe(400);
  });
});
