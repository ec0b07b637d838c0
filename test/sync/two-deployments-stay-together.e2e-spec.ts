import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postsOf, startSyncPair, writePost, type SyncedApp } from './support/sync-pair.js';

const BACKSTORY = { BACKSTORY_SYNC_MODE: 'backstory', BACKSTORY_SYNC_DIALECT: 'mapping' };

describe('two deployments', () => {
  let pair: Awaited<ReturnType<typeof startSyncPair>>;
  let central: SyncedApp;
  let facade: SyncedApp;

  beforeAll(async () => {
    pair = await startSyncPair(BACKSTORY);
    ({ central, facade } = pair);
  });

  afterAll(() => pair.close());

  async function exchange(): Promise<void> {
    await Promise.all([central.published(), facade.published()]);
    await central.communicate();
    await Promise.all([central.published(), facade.published()]);
    for (const app of [central, facade]) {
      const open = await app.query(
        `SELECT id, body, last_error FROM backstory.inbound_messages WHERE state <> 'processed'
         UNION ALL SELECT id, body, last_error FROM backstory.outbound_messages
         WHERE delivered_at IS NULL`,
      );
      expect(open).toEqual([]);
    }
  }

  it('get each other’s records and changes, whoever made them', async () => {
    const ours = await writePost(central, 'made at the centre', 'a & b < c % 1 é 😀');
    const theirs = await writePost(facade, 'made at the facade');
    await exchange();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(facade)).toHaveLength(2);

    await central.query('UPDATE posts SET status = $1 WHERE id = $2', ['published', ours]);
    await facade.query('UPDATE posts SET body = $1 WHERE id = $2', ['new text', theirs]);
    await exchange();

    expect(await postsOf(facade)).toEqual(await postsOf(central));
    expect(await postsOf(central)).toMatchObject([
      { title: 'made at the centre', status: 'published' },
      { title: 'made at the facade', body: 'new text' },
    ]);
  });
});
