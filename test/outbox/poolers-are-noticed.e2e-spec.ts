import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { createTestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { countOutbox, insertOutbox, readFeed, withClient } from '../support/outbox-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { startTransactionPooler, type TransactionPooler } from '../support/transaction-pooler.js';

describe('behind a pooler in transaction mode', () => {
  let database: TestDatabase;
  let pooler: TransactionPooler;

  beforeAll(async () => {
    database = await createTestDatabase();
    pooler = await startTransactionPooler(database.url);
  });

  afterAll(async () => {
    await pooler.close();
    await database.drop();
  });

  afterEach(() => vi.restoreAllMocks());

  it('relays notice it, say so once, and take turns without lock and LISTEN', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const config = { connectionString: pooler.url };
    const pubSub = new PostgresPubSub(config);
    const relays = [1, 2].map(() => new Relay({ config, pubSub, pollInterval: 50 }));
    for (const relay of relays) relay.start();
    await eventually(() => relays.every((relay) => relay.leading));

    const rows = Array.from({ length: 200 }, (_, n) => ({ refId: n + 1 }));
    await withClient(database.url, (client) => insertOutbox(client, rows));
    await eventually(async () => (await countOutbox(database.url)) === 0);
    const feed = await readFeed(database.url);
    expect(feed.map(({ position }) => position)).toEqual(rows.map(({ refId }) => refId));
    expect(pubSub.healthy).toBe(false);

    const said = warn.mock.calls.map(([message]) => String(message));
    expect(said).toHaveLength(3);
    expect(said.every((message) => message.includes('DATABASE_DIRECT_URL'))).toBe(true);
    expect(await leftInSessions()).toEqual([]);

    await Promise.all(relays.map((relay) => relay.stop()));
    await pubSub.close();
  });

  it('a direct connection is taken for what it is, and listens', async () => {
    const config = { connectionString: database.url };
    const pubSub = new PostgresPubSub(config);
    await eventually(() => pubSub.healthy);
    await pubSub.close();
  });

  it('one that refuses the settings of sessions is told of at once, with the remedy', async () => {
    const strict = await startTransactionPooler(database.url, { refused: ['statement_timeout'] });
    const error = await createTestApp({ databaseUrl: strict.url }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'DATABASE_POOLER_REFUSES_SETTINGS' });
    expect(String(error)).toContain('ignore_startup_parameters');
    await strict.close();
  });

  /** What would be somebody else's tomorrow. */
  function leftInSessions(): Promise<unknown[]> {
    return withClient(database.url, async (client) => {
      const { rows } = await client.query(
        `SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows;
    });
  }
});
