import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { countOutbox, insertOutbox, withClient } from '../support/outbox-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const isLeading = (line: string): boolean => line === 'leading';

describe('a standby relay', () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let pubSub: PostgresPubSub;

  beforeAll(async () => {
    database = await createTestDatabase();
    program = await compileProgram('test/outbox/fixtures/relay.program.ts');
    pubSub = new PostgresPubSub({ connectionString: database.url });
  });

  afterAll(async () => {
    await pubSub.close();
    await database.drop();
  });

  it('leads within 5 s after kill -9 of the leader, and only then', async () => {
    const leader = program.start({ DATABASE_URL: database.url });
    await leader.line(isLeading);
    const standby = new Relay({ config: { connectionString: database.url }, pubSub });
    standby.start();
    await insertRow(database.url, 1);
    await eventually(async () => expect(await countOutbox(database.url)).toBe(0));
    expect(standby.leading).toBe(false);

    await leader.kill('SIGKILL');
    await insertRow(database.url, 2);
    await eventually(() => standby.leading, { within: 5_000 });
    await eventually(async () => expect(await countOutbox(database.url)).toBe(0));
    await standby.stop();
  });

  it('leads within 5 s after the database ended the sessions of the leader', async () => {
    const config = { connectionString: database.url };
    const relays = [new Relay({ config, pubSub }), new Relay({ config, pubSub })];
    for (const relay of relays) relay.start();
    for (let round = 0; round < 3; round += 1) {
      await eventually(() => relays.some((relay) => relay.leading), { within: 5_000 });
      await withClient(database.url, (client) =>
        client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'backstory relay'`,
        ),
      );
      await insertRow(database.url, 10 + round);
      await eventually(async () => expect(await countOutbox(database.url)).toBe(0), {
        within: 5_000,
      });
      expect(relays.filter((relay) => relay.leading)).toHaveLength(1);
    }
    await Promise.all(relays.map((relay) => relay.stop()));
  });

  it('takes over at once from a leader that stops in order', async () => {
    const config = { connectionString: database.url };
    const leader = new Relay({ config, pubSub });
    leader.start();
    await eventually(() => leader.leading);
    const standby = new Relay({ config, pubSub });
    standby.start();
    await leader.stop();
    await eventually(() => standby.leading, { within: 2_000 });
    await standby.stop();
  });

  it('stops although the database does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const config = { host: '127.0.0.1', port, user: 'nobody', database: 'nothing' };
    const relay = new Relay({ config, pubSub });
    const asked = once(silent, 'connection');
    relay.start();
    await asked;

    await relay.stop();

    silent.close();
  });
});

async function insertRow(url: string, refId: number): Promise<void> {
  await withClient(url, (client) => insertOutbox(client, [{ refId }]));
}
