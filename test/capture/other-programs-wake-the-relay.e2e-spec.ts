import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Label } from '../audit/support/order.entities.js';
import { createAuditedDatabase, type AuditedDatabase } from '../audit/support/audited-database.js';
import { DOORBELL_CHANNEL, PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { eventually } from '../support/eventually.js';
import { startPrivatePostgres, type PrivatePostgres } from '../support/private-postgres.js';
import { query } from '../support/query.js';
import { connect } from './support/connect.js';

/** Longer than any test: nothing but the bell wakes the relay. */
const NEVER = 600_000;

describe('a change by another program', () => {
  let database: AuditedDatabase;
  let pubSub: PostgresPubSub;
  let relay: Relay;
  let psql: Client;
  let ear: Client;
  let rings = 0;

  beforeAll(async () => {
    database = await createAuditedDatabase([Label]);
    pubSub = new PostgresPubSub({ connectionString: database.url });
    psql = await connect(database.url);
    ear = await connect(database.url);
    await ear.query(`LISTEN ${DOORBELL_CHANNEL}`);
    ear.on('notification', () => (rings += 1));
  });

  afterAll(async () => {
    await ear.end();
    await psql.end();
    await pubSub.close();
    await database.close();
  });

  beforeEach(async () => {
    relay = new Relay({
      config: { connectionString: database.url },
      pubSub,
      pollInterval: NEVER,
    });
    relay.start();
    await eventually(() => isAsleep(database.url));
    rings = 0;
  });

  afterEach(() => relay.stop());

  it('is in the feed at once, since it wakes the relay that sleeps', async () => {
    for (let round = 1; round <= 3; round += 1) {
      await insert(psql);
      await eventually(allInFeed, { within: 2_000 });
      expect(await countRings()).toBe(round);
      await eventually(() => isAsleep(database.url));
    }
  });

  it('rings no more while the relay is awake', async () => {
    for (let n = 0; n < 300; n += 1) await insert(psql);
    await eventually(allInFeed, { within: 2_000 });
    expect(await countRings()).toBeLessThan(30);
  });

  it('is not slept over when its transaction began while the relay was awake', async () => {
    await insert(psql);
    await eventually(async () => !(await isAsleep(database.url)));
    const slow = await connect(database.url);
    await slow.query('BEGIN');
    await insert(slow);
    // Longer than the relay stays awake for others.
    await slow.query('SELECT pg_sleep(0.5)');
    expect(await isAsleep(database.url)).toBe(false);
    await slow.query('COMMIT');
    await eventually(allInFeed, { within: 2_000 });
    await slow.end();
  });

  it('rings once for all that write at the same time, and is not slept over', async () => {
    const writers = await Promise.all(Array.from({ length: 5 }, () => connect(database.url)));
    for (const writer of writers) {
      await writer.query('BEGIN');
      await insert(writer);
    }
    const [ringer, ...spared] = writers;
    await ringer?.query('COMMIT');
    await eventually(async () => !(await isAsleep(database.url)));
    // Longer than the relay stays awake for others.
    await psql.query('SELECT pg_sleep(0.5)');
    expect(await isAsleep(database.url)).toBe(false);
    for (const writer of spared) await writer.query('COMMIT');
    await eventually(allInFeed, { within: 2_000 });
    expect(await countRings()).toBe(1);
    await eventually(() => isAsleep(database.url));
    await Promise.all(writers.map((writer) => writer.end()));
  });

  it('rings for nobody when no relay runs, and is in the feed of the next one', async () => {
    await relay.stop();
    await insert(psql);
    expect(await countRings()).toBe(0);

    relay = new Relay({ config: { connectionString: database.url }, pubSub, pollInterval: NEVER });
    relay.start();
    await eventually(allInFeed);
  });

  it('is not lost while the session that listens is killed again and again', async () => {
    const killed: number[] = [];
    for (let n = 1; n <= 1_000; n += 1) {
      await insert(psql);
      if (n % 250 === 0) killed.push(await endRelaySession());
    }
    expect(killed.some((count) => count > 0)).toBe(true);
    await eventually(allInFeed);
  });

  it('cannot be forged: a notification says nothing but "look"', async () => {
    const before = await countFeed();
    for (const payload of ['', 'INSERT-{"id":1}', '1-9007199254740993', 'x'.repeat(7_900)]) {
      await psql.query('SELECT pg_notify($1, $3), pg_notify($2, $3)', [
        DOORBELL_CHANNEL,
        'backstory_feed',
        payload,
      ]);
    }
    await insert(psql);
    await eventually(allInFeed, { within: 2_000 });
    expect(await countFeed()).toBe(before + 1);
  });

  it('is what rings: the application’s own never does', async () => {
    for (let n = 0; n < 20; n += 1) {
      await database.dataSource.getRepository(Label).save({ name: `by the application ${n}` });
    }
    expect(await countRings()).toBe(0);
    relay.wake();
    await eventually(allInFeed);
  });

  /** Rings so far: notifications arrive before the answer to what is asked after them. */
  async function countRings(): Promise<number> {
    await ear.query('SELECT 1');
    return rings;
  }

  async function allInFeed(): Promise<boolean> {
    const [{ missing }] = await database.foreign.query<[{ missing: number }]>(
      `SELECT count(*)::integer AS missing FROM labels
       WHERE NOT EXISTS (SELECT FROM backstory.feed_entries
         WHERE item_type = 'Label' AND item_id = labels.id::text AND event = 'create')`,
    );
    return missing === 0;
  }

  async function countFeed(): Promise<number> {
    const [{ count }] = await database.foreign.query<[{ count: number }]>(
      'SELECT count(*)::integer AS count FROM backstory.feed_entries',
    );
    return count;
  }

  async function endRelaySession(): Promise<number> {
    const ended = await database.foreign.query<unknown[]>(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'backstory relay'`,
    );
    return ended.length;
  }
});

describe('a change by another program that commits in two phases', () => {
  let postgres: PrivatePostgres;

  beforeAll(async () => {
    postgres = await startPrivatePostgres({ max_prepared_transactions: '5' });
  });

  afterAll(() => postgres.stop());

  it('is let through, without a ring that PREPARE TRANSACTION would refuse', async () => {
    const config = { connectionString: postgres.url };
    const pubSub = new PostgresPubSub(config);
    const relay = new Relay({ config, pubSub, pollInterval: 100 });
    relay.start();
    await eventually(() => isAsleep(postgres.url));
    const client = await connect(postgres.url);
    await client.query(`BEGIN; INSERT INTO tags (name) VALUES ('prepared')`);
    await client.query(`PREPARE TRANSACTION 'in two phases'`);
    await client.query(`COMMIT PREPARED 'in two phases'`);

    await eventually(async () => {
      const { rows } = await client.query(
        `SELECT FROM backstory.feed_entries WHERE item_type = 'Tag' AND event = 'create'`,
      );
      return rows.length === 1;
    });
    await client.end();
    await relay.stop();
    await pubSub.close();
  });
});

async function insert(client: Client): Promise<void> {
  await client.query(`INSERT INTO labels (name) VALUES ('by hand')`);
}

/** What a writer would find, asked without taking a share that outlives the question. */
async function isAsleep(url: string): Promise<boolean> {
  const found = await query(
    url,
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 1651209068
       AND mode = 'ExclusiveLock' AND database = (
         SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return found.length > 0;
}
