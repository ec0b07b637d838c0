import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GemClient, gemMessage, type RawAnswer } from './support/raw-request.js';
import { CREDENTIALS, startSyncedApp, writePost, type SyncedApp } from './support/sync-pair.js';

const HTML = 'text/html;charset=utf-8';

const said = ({ status, type, body }: RawAnswer) => ({ status, type, body });

describe('an unmodified Ruby client', () => {
  let app: SyncedApp;
  let gem: GemClient;

  beforeAll(async () => {
    app = await startSyncedApp('facade', 'central', {
      BACKSTORY_SYNC_CREDENTIALS: `${CREDENTIALS},keeper:the-old-one`,
    });
    gem = new GemClient(app.url, CREDENTIALS);
  });

  afterAll(() => app.close());

  function push(id: number): Promise<RawAnswer> {
    return gem.post([gemMessage(id, 'post', { id: 1_000, title: `by message ${id}` })]);
  }

  /** The id that the server expects next. */
  async function expected(): Promise<number> {
    const { body } = await gem.post([gemMessage(999_999_999, 'post', {})]);
    await gem.get();
    return Number(body);
  }

  it('is sent away without credentials, with wrong ones, and with another scheme', async () => {
    for (const credentials of ['', 'keeper:wrong', 'other:open-sesame']) {
      const answer = await new GemClient(app.url, credentials).get('?from_id=1');

      expect(said(answer)).toEqual({ status: 401, type: HTML, body: 'Not authorized\n' });
      expect(answer.headers['www-authenticate']).toBe('Basic realm="Testing HTTP Auth"');
    }
    const bearer = new GemClient(app.url, '', { authorization: 'Bearer open-sesame' });
    expect((await bearer.get('?from_id=1')).status).toBe(401);
    const rotated = new GemClient(app.url, 'keeper:the-old-one');
    expect((await rotated.get('?from_id=1')).status).toBe(200);
  });

  it('gets the gem’s own answers to what is no message', async () => {
    expect(said(await gem.get())).toEqual({ status: 409, type: HTML, body: 'Specify from_id!' });
    expect(said(await gem.get('?from_id=abc'))).toMatchObject({ status: 409 });
    expect(said(await gem.get('?from_id=1'))).toEqual({ status: 200, type: HTML, body: '[]' });
    for (const nothing of ['', ' ', '7']) {
      expect(said(await gem.post(nothing))).toEqual({
        status: 409,
        type: HTML,
        body: 'No data given',
      });
    }
    for (const empty of ['[]', '{}']) {
      expect(said(await gem.post(empty))).toEqual({
        status: 202,
        type: HTML,
        body: 'No data given',
      });
    }
    const failed = { status: 500, type: HTML, body: '<h1>Internal Server Error</h1>' };
    const poison = ['[{]', 'a=%zz&b', [{ id: 1, body: { post: {} } }], ['x'], [{ body: '{}' }]];
    for (const body of poison) expect(said(await gem.post(body))).toEqual(failed);
    expect((await gem.send('DELETE')).status).toBe(404);
  });

  it('pushes as it pleases: form-typed, with %, & and emoji, 200 KB long, 500 at once', async () => {
    const long = 'x&y=%41+😀 '.repeat(20_000);
    const posts = Array.from({ length: 500 }, (_, index) =>
      gemMessage(7 + index, 'post', {
        id: 1_000 + index,
        title: `post ${index} 100% & <b>`,
        body: index === 0 ? long : 'text',
        status: 'draft',
        author_id: 99,
        unknown_column: 'skipped',
        created_at: '2011/06/22 10:00:00 +0000',
        updated_at: '2026-11-21T16:22:25.586Z',
      }),
    );

    expect(said(await gem.post(posts))).toEqual({ status: 202, type: HTML, body: '' });

    const [row] = await app.query<{ count: string; body: string; created: string }>(
      `SELECT count(*)::text, max(body) FILTER (WHERE id = 1000) AS body,
         max(created_at)::text AS created FROM posts WHERE id >= 1000`,
    );
    expect(row).toEqual({ count: '500', body: long, created: '2011-06-22 10:00:00+00' });
    const id = await writePost(app, 'made here afterwards');
    expect(Number(id)).toBeGreaterThan(1_499);
  });

  it('is told which message comes next, and may leave out what it cannot fill', async () => {
    const next = await expected();

    expect(said(await push(next + 1))).toEqual({ status: 409, type: HTML, body: String(next) });
    expect((await push(next + 1)).status).toBe(202);
    expect(said(await push(next + 1))).toEqual({
      status: 409,
      type: HTML,
      body: String(next + 2),
    });
    const [post] = await app.query<{ title: string }>('SELECT title FROM posts WHERE id = 1000');
    expect(post!.title).toBe(`by message ${next + 1}`);
  });

  it('keeps its queue moving past messages that cannot be applied', async () => {
    const next = await expected();
    const answer = await gem.post([
      gemMessage(next, 'post', { id: 1_001, status: 'no such status' }),
      gemMessage(next + 1, 'post', { id: 1_001, title: 'waits behind it' }),
      gemMessage(next + 2, 'post', { id: 1_002, title: 'goes on' }),
      gemMessage(next + 3, 'spaceship', { id: 1 }),
    ]);

    expect(answer.status).toBe(202);
    const rows = await app.query<{ id: string; state: string; last_error: string | null }>(
      'SELECT id::int, state, last_error FROM backstory.inbound_messages WHERE id >= $1 ORDER BY id',
      [next],
    );
    expect(rows).toEqual([
      { id: next, state: 'pending', last_error: expect.stringContaining('posts_status_check') },
      { id: next + 1, state: 'pending', last_error: null },
      { id: next + 2, state: 'processed', last_error: null },
      { id: next + 3, state: 'unclaimed', last_error: 'nothing here receives "spaceship"' },
    ]);
  });

  it('pulls what was written here, says what it has by asking for more, and HEAD changes nothing', async () => {
    await app.published();
    const id = await writePost(app, 'for the gem', 'a & b < 1 %');
    await app.published();
    const first = await gem.get('?from_id=1');
    const messages = JSON.parse(first.body) as { id: number; body: string }[];

    expect(first.type).toBe(HTML);
    expect(messages.map((message) => message.id)).toEqual(messages.map((_, index) => index + 1));
    const last = messages.at(-1)!;
    expect(Object.keys(last)).toEqual(['id', 'body']);
    expect(JSON.parse(last.body)).toEqual({
      post: {
        id: Number(id),
        title: 'for the gem',
        body: 'a & b < 1 %',
        status: 'draft',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
        updated_at: expect.stringMatching(/Z$/),
      },
    });
    await gem.send('HEAD', `?from_id=${last.id + 1}`);
    expect(await undelivered()).toBeGreaterThan(0);
    await gem.get(`?from_id=${last.id + 100}`);
    expect(await undelivered()).toBeGreaterThan(0);
    expect(said(await gem.get(`?from_id=${last.id + 1}`))).toMatchObject({ body: '[]' });
    expect(await undelivered()).toBe(0);
  });

  async function undelivered(): Promise<number> {
    const [row] = await app.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM backstory.outbound_messages WHERE delivered_at IS NULL',
    );
    return row!.count;
  }

  it('is not told of its own changes, nor of destroys', async () => {
    const rows = await app.query<{ item_id: string; event: string }>(
      `SELECT item_id, event FROM backstory.outbound_messages WHERE item_id::int BETWEEN 1000 AND 1499`,
    );

    expect(rows).toEqual([]);
    await app.query(`DELETE FROM posts WHERE title = 'for the gem'`);
    await app.published();
    const [peer] = await app.query<{ withheld_destroys: string }>(
      'SELECT withheld_destroys FROM backstory.sync_peers',
    );
    expect(peer!.withheld_destroys).toBe('1');
  });

  it('is asked to come back after too many wrong passwords', async () => {
    const guesser = new GemClient(app.url, 'keeper:guess');
    const statuses = [];
    for (let tries = 0; tries < 25; tries += 1) statuses.push((await guesser.get()).status);

    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(503);
  });
});
