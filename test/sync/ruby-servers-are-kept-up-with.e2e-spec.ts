import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Communicator } from '../../src/platform/sync/index.js';
import { RubyServer } from './support/ruby-server.js';
import { CREDENTIALS, startSyncedApp, writePost, type SyncedApp } from './support/sync-pair.js';

describe('an unmodified Ruby server', () => {
  const ruby = new RubyServer();
  let app: SyncedApp;

  beforeAll(async () => {
    const url = await ruby.start();
    app = await startSyncedApp('central', 'gem', {
      BACKSTORY_SYNC_URL: url,
      BACKSTORY_SYNC_CREDENTIALS: CREDENTIALS,
    });
    await app.communicate();
  });

  afterAll(async () => {
    await app.close();
    await ruby.stop();
  });

  async function open(): Promise<{ id: number; last_error: string | null }[]> {
    return app.query(
      `SELECT id::int, last_error FROM backstory.outbound_messages
       WHERE delivered_at IS NULL ORDER BY id`,
    );
  }

  /** The reason that a push gave for leaving things as they were. */
  async function failure(): Promise<string> {
    try {
      await app.app.get(Communicator).push('gem');
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('the push succeeded');
  }

  it('gets what is written here, in JSON and in portions', async () => {
    const body = 'y'.repeat(1_500);
    await app.query(
      `INSERT INTO posts (title, body, author_id)
       SELECT 'post ' || n || ' % & é 😀', $1, $2 FROM generate_series(1, 1200) AS n`,
      [body, app.authorId],
    );
    await app.published();
    const { pushed } = await app.communicate();

    expect(pushed).toBe(1_200);
    expect(ruby.inbound.map(({ id }) => id)).toEqual(
      Array.from({ length: 1_200 }, (_, index) => index + 1),
    );
    const posts = ruby.requests.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...posts.map((post) => post.body.length))).toBeLessThan(1_100_000);
    expect(new Set(posts.map(({ type }) => type))).toEqual(new Set(['application/json']));
    expect(JSON.parse(ruby.inbound[0]!.body)).toMatchObject({
      post: { title: 'post 1 % & é 😀', body },
    });
    expect(await open()).toEqual([]);
  });

  it('is not believed when it answers nonsense', async () => {
    await writePost(app, 'undelivered');
    await app.published();
    const nonsense: [RegExp, Parameters<RubyServer['misbehave']>[0]][] = [
      [/answered 500 and "<h1>Oops/, (response) => response.writeHead(500).end('<h1>Oops</h1>')],
      [/redirect \(302\)/, (response) => response.writeHead(302, { location: '/x' }).end()],
      [/answered 404/, (response) => response.writeHead(404).end('<html>not here</html>')],
      [/refused the credentials/, (response) => response.writeHead(403).end()],
      [/gave no answer/, (response) => response.socket!.destroy()],
      [
        /gave no answer/,
        (response) => {
          response.writeHead(202, { 'content-length': '100' }).write('short');
          response.socket!.end();
        },
      ],
      [/longer than/, (response) => response.writeHead(202).end('x'.repeat(100_000))],
      [/answered 409 and "<html>/, (response) => response.writeHead(409).end('<html>what?')],
      [/which does not exist yet/, (response) => response.writeHead(409).end('999999')],
    ];
    for (const [reason, how] of nonsense) {
      ruby.misbehave(how);

      expect(await failure()).toMatch(reason);
      expect(await open(), String(reason)).toMatchObject([{ id: 1_201 }]);
    }
    const [peer] = await app.query<{ last_error: string }>(
      'SELECT last_error FROM backstory.sync_peers',
    );
    expect(peer!.last_error).toMatch(/does not exist yet/);
    expect(await app.communicate()).toMatchObject({ pushed: 1 });
    expect(await open()).toEqual([]);
  });

  it('tells what it has when its answer was lost', async () => {
    await writePost(app, 'arrived');
    await writePost(app, 'arrived too');
    await app.published();
    ruby.inbound.push({ id: 1_202, body: '{}' });

    expect(await app.communicate()).toMatchObject({ pushed: 1 });
    expect(await open()).toEqual([]);
    expect(ruby.inbound.at(-1)!.id).toBe(1_203);
    ruby.inbound.push({ id: 1_204, body: '{}' });
    await writePost(app, 'all of it was there');
    await app.published();
    await app.communicate();
    expect(await open()).toEqual([]);
  });

  it('is read to its end, whatever it sends at once', async () => {
    for (let id = 1; id <= 800; id += 1) {
      const post = { id: 100_000 + id, title: `gem ${id}`, body: 'b', author_id: 3, mood: 'fine' };
      // Rolled back inserts have burnt ids.
      ruby.outbound.push({ id: id * 2, body: JSON.stringify({ post }) });
    }
    ruby.misbehave((response) => response.writeHead(200).end('<html>proxy error</html>'));
    await expect(app.app.get(Communicator).pull('gem')).rejects.toThrow('<html>proxy error');

    expect(await app.communicate()).toMatchObject({ pulled: 800 });
    const [row] = await app.query<{ count: number; last: string }>(
      `SELECT count(*)::int AS count, (SELECT last_inbound_id FROM backstory.sync_peers) AS last
       FROM posts WHERE id > 100000`,
    );
    expect(row).toEqual({ count: 800, last: '1600' });
  });

  it('is called by one process at a time, and by the next when that one died', async () => {
    const lease = (seconds: number) =>
      app.query(
        `INSERT INTO backstory.sync_leases AS lease (peer, holder, until)
         VALUES ('gem', gen_random_uuid(), clock_timestamp() + $1 * interval '1 second')
         ON CONFLICT (peer) DO UPDATE SET holder = excluded.holder, until = excluded.until`,
        [seconds],
      );
    const communicator = app.app.get(Communicator);
    const asked = ruby.requests.length;
    await lease(60);
    expect(await communicator.communicate('gem')).toMatchObject({ busy: true });
    expect(ruby.requests).toHaveLength(asked);

    await lease(-1);
    expect(await communicator.communicate('gem')).toMatchObject({ busy: false });
    // What went wrong is told as it was, though the lease cannot be given back.
    ruby.misbehave((response) => {
      void app
        .query('ALTER TABLE backstory.sync_leases RENAME TO gone')
        .then(() => response.writeHead(500).end('<h1>Oops</h1>'));
    });
    await expect(communicator.pull('gem')).rejects.toThrow('answered 500');
    await app.query('ALTER TABLE backstory.gone RENAME TO sync_leases');
  });
});
