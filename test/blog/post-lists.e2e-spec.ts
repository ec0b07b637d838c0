import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { countQueries } from '../support/count-queries.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface Item {
  id: string;
  title: string;
  excerpt: string;
  tags: string[];
  comment_count: number;
}

interface Page {
  items: Item[];
  next: string | null;
}

describe('the list of posts', () => {
  let test: TestApp;
  let alice: SignedIn;
  let bruno: SignedIn;

  beforeAll(async () => {
    test = await createTestApp();
    alice = await signIn(test, 'member', 'alice');
    bruno = await signIn(test, 'member', 'bruno');
    for (let count = 1; count <= 12; count++) {
      const author = count % 3 ? alice : bruno;
      const { body } = await author.client.post<Item>('/posts', {
        title: count === 5 ? '100%_sure\\' : `Post ${count}`,
        body: `${'x'.repeat(300)}${count}`,
        status: count % 2 ? 'published' : 'draft',
        tags: count % 4 ? ['common'] : ['common', 'rare'],
      });
      if (count === 12) {
        await alice.client.post(`/posts/${body.id}/comments`, { body: 'one' });
        await alice.client.post(`/posts/${body.id}/comments`, { body: 'two' });
      }
    }
  });

  afterAll(() => test.close());

  const list = async (query: string) => (await alice.client.get<Page>(`/posts?${query}`)).body;
  const queriesOf = (limit: number, id = `count-${limit}`) =>
    countQueries(test.dataSource, id, () =>
      alice.client.get(`/posts?limit=${limit}`, { 'x-correlation-id': id }),
    );
  const titles = async (query: string) => (await list(query)).items.map((item) => item.title);

  it('begins with the newest and shows what a list needs', async () => {
    const page = await list('limit=2');

    expect(page.items.map((item) => item.title)).toEqual(['Post 12', 'Post 11']);
    expect(page.items[0]).toMatchObject({ tags: ['common', 'rare'], comment_count: 2 });
    expect(page.items[1]).toMatchObject({ tags: ['common'], comment_count: 0 });
    expect(page.items[0]!.excerpt).toBe('x'.repeat(280));
    expect(page.items[0]).not.toHaveProperty('body');
  });

  it('filters by status, author, tag and part of the title, alone and together', async () => {
    expect(await titles('status=draft')).toHaveLength(6);
    expect(await titles('author=bruno')).toEqual(['Post 12', 'Post 9', 'Post 6', 'Post 3']);
    expect(await titles('tag=rare')).toEqual(['Post 12', 'Post 8', 'Post 4']);
    expect(await titles('tag=rare&author=bruno&status=draft&q=post')).toEqual(['Post 12']);
    expect(await titles('author=nobody')).toEqual([]);
  });

  it('takes the search text literally', async () => {
    expect(await titles('q=%25_')).toEqual(['100%_sure\\']);
    expect(await titles('q=%5C')).toEqual(['100%_sure\\']);
    expect(await titles('q=_')).toEqual(['100%_sure\\']);
    expect(await titles("q='; DROP TABLE posts; --")).toEqual([]);
  });

  it('comes whole in pages while posts are written and destroyed', async () => {
    const before = (await list('limit=200')).items.map((item) => item.id);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page = await list(`limit=5${next && `&after=${next}`}`);
      seen.push(...page.items.map((item) => item.id));
      next = page.next;
      const written = await bruno.client.post<Item>('/posts', { title: 'Meanwhile', body: '' });
      await bruno.client.delete(`/posts/${written.body.id}`);
      await bruno.client.post('/posts', { title: 'Meanwhile', body: '' });
    }

    expect(seen).toEqual(before);
  });

  it('costs the same number of queries for one post and for all of them', async () => {
    for (let count = 0; count < 30; count++) {
      await alice.client.post('/posts', { title: `Many ${count}`, body: '', tags: ['t'] });
    }
    const one = await queriesOf(1);
    const all = await queriesOf(200);

    expect(one).toBeGreaterThan(2);
    expect(all).toEqual(one);
    expect(all).toBeLessThanOrEqual(6);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1e9',
    'limit=-1',
    'limit=1&limit=2',
    'limit=',
    'after=x',
    'after=cG9zdHMgMQ==',
    `after=${Buffer.from('users 1').toString('base64url')}`,
    `after=${Buffer.from('posts 9223372036854775808').toString('base64url')}`,
    `after=${'A'.repeat(500)}`,
    'status=gone',
    'unknown=1',
    'tag[]=x',
    'q=%00',
  ])('refuses ?%s with the way out', async (query) => {
    const answer = await alice.client.get<{ errors?: { remedy: string }[]; detail: string }>(
      `/posts?${query}`,
    );

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
