import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { RecordComparer } from '../../src/platform/sync/index.js';
import { eventually } from '../support/eventually.js';
import { withClient } from '../support/outbox-rows.js';
import { GemClient, gemMessage } from './support/raw-request.js';
import {
  CREDENTIALS,
  postsOf,
  startSyncPair,
  writePost,
  type SyncedApp,
} from './support/sync-pair.js';

const BACKSTORY = { BACKSTORY_SYNC_MODE: 'backstory', BACKSTORY_SYNC_DIALECT: 'mapping' };

async function openMessages(app: SyncedApp): Promise<unknown[]> {
  return app.query(
    `SELECT 'in' AS way, id, body, last_error FROM backstory.inbound_messages
     WHERE state <> 'processed'
     UNION ALL SELECT 'out', id, body, last_error FROM backstory.outbound_messages
     WHERE delivered_at IS NULL`,
  );
}

const edit = (app: SyncedApp, title: string, column: 'body' | 'status', value: string) =>
  app.query(`UPDATE posts SET ${column} = $1 WHERE title = $2`, [value, title]);

/** Statements that wait for a row of somebody else's transaction. */
async function countWaiting(app: SyncedApp): Promise<number> {
  const waiting = await app.query(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'`,
  );
  return waiting.length;
}

const comments = async (app: SyncedApp) =>
  (await app.query<{ body: string }>('SELECT body FROM comments')).map(({ body }) => body);
describe('two deployments', () => {
  let pair: Awaited<ReturnType<typeof startSyncPair>>;
  let central: SyncedApp;
  let facade: SyncedApp;

  beforeAll(async () => {
    pair = await startSyncPair(BACKSTORY);
    ({ central, facade } = pair);
  });

  afterAll(() => pair.close());

  /** Exchanges until nothing is left to say. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      await Promise.all([central.published(), facade.published()]);
      const { pushed, pulled } = await central.communicate();
      if (round > 0 && pushed + pulled === 0) break;
    }
    expect(await openMessages(central)).toEqual([]);
    expect(await openMessages(facade)).toEqual([]);
  }

  it('get each other’s records and changes, whoever made them', async () => {
    await writePost(central, 'centre', 'a & b < c % 1 é 😀 \\ "');
    await writePost(facade, 'facade');
    await settle();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(facade)).toHaveLength(2);

    await edit(central, 'centre', 'status', 'published');
    await edit(facade, 'facade', 'body', 'new text');
    await settle();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(central)).toMatchObject([
      { title: 'centre', status: 'published' },
      { title: 'facade', body: 'new text' },
    ]);
  });

  it('share one correlation, and name who sent what', async () => {
    const correlationId = 'told-on-both-sides';
    const actor = { id: 'alice', type: 'user' };
    await runInNewContext({ correlationId, actor }, () => writePost(facade, 'correlated'));
    await settle();

    const ids = ['first-of-many', 'second-of-many', 'third-of-many', 'fourth-of-many'];
    for (const id of ids) {
      await runInNewContext({ correlationId: id, actor }, () => writePost(facade, `about ${id}`));
    }
    await settle();
    const together = await central.query(
      `SELECT v.correlation_id, p.title, m.seq::text, v.meta->>'sync_message' = m.id::text AS same
       FROM backstory.versions v JOIN posts p ON p.id::text = v.item_id
       JOIN backstory.inbound_messages m ON 'inbound_message:' || m.seq = v.causation_id
       WHERE v.correlation_id = ANY($1) AND m.correlation_id = v.correlation_id ORDER BY m.id`,
      [ids],
    );
    expect(together).toEqual(
      ids.map((id) => ({
        correlation_id: id,
        title: `about ${id}`,
        seq: expect.any(String),
        same: true,
      })),
    );
    await facade.query(`DELETE FROM posts WHERE title LIKE 'about %'`);
    await settle();

    const versions = await central.query(
      `SELECT event, source, whodunnit, actor_type, meta->>'sync_peer' AS peer,
         meta->>'sync_whodunnit' AS sender, causation_id FROM backstory.versions
       WHERE correlation_id = $1 AND item_type = 'Post'`,
      [correlationId],
    );
    expect(versions).toEqual([
      {
        event: 'create',
        source: 'sync',
        whodunnit: 'sync:facade',
        actor_type: 'peer',
        peer: 'facade',
        sender: 'alice',
        causation_id: expect.stringMatching(/^inbound_message:\d+$/),
      },
    ]);
  });

  it('translate ids and references, each having its own', async () => {
    // The ids of the two run apart.
    await central.query(`SELECT setval('posts_id_seq', 5000)`);
    const post = await writePost(central, 'discussed');
    await settle();
    await facade.query(
      `INSERT INTO comments (body, post_id, commenter_id)
       SELECT 'from the facade', id, $1 FROM posts WHERE title = 'discussed'`,
      [facade.authorId],
    );
    await settle();

    const [comment] = await central.query<{ post_id: string; body: string }>(
      'SELECT post_id, body FROM comments',
    );
    expect(comment).toEqual({ post_id: post, body: 'from the facade' });
    const [copy] = await facade.query<{ id: string }>(
      `SELECT id FROM posts WHERE title = 'discussed'`,
    );
    expect(copy!.id).not.toBe(post);
  });

  it('can be asked how a record is there, or tell what was exchanged of it', async () => {
    const [comment] = await central.query<{ id: string }>('SELECT id FROM comments');
    const atCentral = central.app.get(RecordComparer);
    const same = await atCentral.compare('facade', 'Comment', comment!.id);
    expect(same).toMatchObject({ source: 'peer', isThere: true, why: null, onTheWay: 0 });
    expect(same.fields.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'body same',
      'post_id same',
      'created_at same',
    ]);

    await edit(facade, 'discussed', 'body', 'only at the facade');
    const [post] = await central.query<{ id: string }>(
      `SELECT id FROM posts WHERE title = 'discussed'`,
    );
    const { fields, idThere } = await atCentral.compare('facade', 'Post', post!.id);
    expect(fields.find(({ state }) => state === 'different')).toEqual({
      name: 'body',
      here: 'text',
      there: 'only at the facade',
      state: 'different',
    });

    const told = await facade.app.get(RecordComparer).compare('central', 'Post', idThere!);
    expect(told).toMatchObject({ source: 'messages', isThere: true });
    expect(told.why).toContain('cannot be asked');
    expect(told.fields.find(({ name }) => name === 'body')).toMatchObject({
      here: 'only at the facade',
      there: 'text',
    });
    expect(await atCentral.compare('facade', 'Post', 'no-number')).toMatchObject({
      isHere: false,
      isThere: false,
    });
  });

  it('put together what came at once, a record before what refers to it', async () => {
    await facade.query(
      `WITH made AS (
         INSERT INTO posts (title, body, author_id)
         SELECT 'with a comment ' || n, 'text', $1 FROM generate_series(1, 4) AS n RETURNING id)
       INSERT INTO comments (body, post_id, commenter_id) SELECT 'at once', id, $1 FROM made`,
      [facade.authorId],
    );
    await facade.query(
      `UPDATE posts SET body = 'changed since' WHERE title LIKE 'with a comment%'`,
    );
    await settle();

    const pairs = await central.query(
      `SELECT p.title, p.body, count(c.id)::int AS comments FROM posts p
       JOIN comments c ON c.post_id = p.id AND c.body = 'at once' GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(pairs).toEqual(
      [1, 2, 3, 4].map((n) => ({
        title: `with a comment ${n}`,
        body: 'changed since',
        comments: 1,
      })),
    );
    await facade.query(`DELETE FROM posts WHERE title LIKE 'with a comment%'`);
    await settle();
  });

  it('destroy on one side what is destroyed on the other', async () => {
    await facade.query(`DELETE FROM posts WHERE title = 'discussed'`);
    await settle();

    expect(await postsOf(central)).toEqual(await postsOf(facade));
    expect(await central.query('SELECT id FROM comments')).toEqual([]);
  });

  it('keep what each alone changed, and the last of what both did', async () => {
    await edit(central, 'centre', 'body', 'earlier, at the centre');
    await edit(central, 'centre', 'status', 'archived');
    await edit(facade, 'centre', 'body', 'later, at the facade');
    await edit(facade, 'facade', 'body', 'first, at the facade');
    await edit(central, 'facade', 'body', 'then, at the centre');
    await settle();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(central)).toMatchObject([
      { title: 'centre', body: 'later, at the facade', status: 'archived' },
      { title: 'correlated' },
      { title: 'facade', body: 'then, at the centre' },
    ]);
    const conflicts = await central.query(
      `SELECT fields, ours, theirs, policy, decision FROM backstory.sync_conflicts ORDER BY id`,
    );
    expect(conflicts).toEqual([
      {
        fields: ['body'],
        ours: { body: 'earlier, at the centre' },
        theirs: { body: 'later, at the facade' },
        policy: 'field_merge',
        decision: 'merged',
      },
      expect.objectContaining({ theirs: { body: 'first, at the facade' } }),
    ]);
  });

  it('lose no change that is being made while a batch comes', async () => {
    await facade.query(
      `INSERT INTO posts (title, body, author_id)
       SELECT 'raced ' || n, 'text', $1 FROM generate_series(1, 4) AS n`,
      [facade.authorId],
    );
    await settle();
    await facade.query(`UPDATE posts SET body = 'at the facade' WHERE title LIKE 'raced%'`);
    await facade.published();

    await withClient(central.databaseUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`UPDATE posts SET body = 'just now' WHERE title = 'raced 2'`);
      const exchange = central.communicate();
      await eventually(async () => expect(await countWaiting(central)).toBe(1));
      await client.query('COMMIT');
      await exchange;
    });
    await settle();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    const conflicts = await central.query(
      `SELECT ours, theirs FROM backstory.sync_conflicts WHERE ours = '{"body": "just now"}'`,
    );
    expect(conflicts).toEqual([{ ours: { body: 'just now' }, theirs: { body: 'at the facade' } }]);
    await facade.query(`DELETE FROM posts WHERE title LIKE 'raced%'`);
    await settle();
  });

  it('agree on a record that one destroyed and the other changed', async () => {
    await central.query(`DELETE FROM posts WHERE title = 'facade'`);
    await edit(facade, 'facade', 'status', 'published');
    await settle();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(central)).toContainEqual(
      expect.objectContaining({ title: 'facade', status: 'published' }),
    );

    await central.query(
      `INSERT INTO comments (body, post_id, commenter_id)
       SELECT 'contested', id, $1 FROM posts WHERE title = 'centre'`,
      [central.authorId],
    );
    await settle();
    await central.query(`UPDATE comments SET body = 'the centre wins'`);
    await facade.query(`DELETE FROM comments`);
    await settle();
    expect([await comments(central), await comments(facade)]).toEqual([
      ['the centre wins'],
      ['the centre wins'],
    ]);
  });

  it('tell each other which of a batch is no message, and take none of it', async () => {
    const peer = new GemClient(facade.url, CREDENTIALS, { 'backstory-sync': '1' });
    const [{ last } = { last: '0' }] = await facade.query<{ last: string }>(
      'SELECT last_inbound_id AS last FROM backstory.sync_peers',
    );
    const next = Number(last) + 1;
    const good = gemMessage(next, 'post', { title: 'good', body: 'b' });
    const answer = await peer.post([good, { id: 0, body: '{}' }, { id: next + 2, body: {} }]);

    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'SYNC_BODY_INVALID',
      errors: [
        { index: 1, field: 'id', problem: 'is no message id; send a positive whole number' },
        { index: 2, field: 'body', problem: expect.stringContaining('is no text') },
      ],
    });
    expect(await peer.post('[{')).toMatchObject({ status: 400 });
    expect(await peer.post('{"id":1}')).toMatchObject({ status: 422 });
    const stored = 'SELECT id FROM backstory.inbound_messages WHERE id >= $1';
    expect(await facade.query(stored, [next])).toEqual([]);
    const [{ last_error } = { last_error: '' }] = await facade.query<{ last_error: string }>(
      'SELECT last_error FROM backstory.sync_peers',
    );
    expect(last_error).toContain('it sent no messages');
  });
});
