import { Client } from 'pg';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppendedEntry,
  feedChannel,
  PostgresPubSub,
  type PubSub,
  RedisPubSub,
} from '../../src/platform/outbox/index.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

interface Implementation {
  name: string;
  open: () => PubSub;
  /** Cuts every connection of the implementation from the server's side. */
  cut: () => Promise<void>;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const implementations: Implementation[] = [
  {
    name: 'PostgreSQL',
    open: () => new PostgresPubSub({ connectionString: database.url }),
    cut: async () => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'backstory pub/sub'`,
      );
      await client.end();
    },
  },
];
const redis = redisUrl();
if (redis) {
  implementations.push({
    name: 'Redis',
    open: () => new RedisPubSub(redis),
    cut: async () => {
      const client = new Redis(redis);
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      client.disconnect();
    },
  });
}

describe.each(implementations)('pub/sub over $name', ({ open, cut }) => {
  const opened: PubSub[] = [];
  const create = (): PubSub => {
    const pubSub = open();
    opened.push(pubSub);
    return pubSub;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((pubSub) => pubSub.close()));
  });

  it('tells every process the highest announced position', async () => {
    const [publisher, near, far] = [create(), create(), create()];
    const heard = [collect(near), collect(far)];
    await settle(heard);
    await eventually(() => publisher.announce(entries(1, 3)).then(() => true));
    await eventually(() => expect(heard.map((positions) => positions.at(-1))).toEqual([3, 3]));
  });

  it('carries rings to whoever listens for them', async () => {
    const [ringer, relay] = [create(), create()];
    let rings = 0;
    relay.onRing(() => (rings += 1));
    await eventually(async () => {
      await ringer.ring();
      return rings > 0;
    });
  });

  it('stops telling a listener that went away', async () => {
    const [publisher, listener] = [create(), create()];
    const gone: (number | undefined)[] = [];
    const stop = listener.onAnnouncement((position) => gone.push(position));
    const heard = collect(listener);
    await settle([heard]);
    stop();
    const before = gone.length;
    await eventually(() => publisher.announce(entries(9, 9)).then(() => true));
    await eventually(() => expect(heard.at(-1)).toBe(9));
    expect(gone).toHaveLength(before);
  });

  it('comes back by itself and says that something may have been missed', async () => {
    const [publisher, listener] = [create(), create()];
    const heard = collect(listener);
    await settle([heard]);
    const before = heard.length;
    await cut();
    await eventually(() => expect(heard.slice(before)).toContain(undefined));
    await eventually(() => publisher.announce(entries(20, 21)).then(() => true));
    await eventually(() => expect(heard.at(-1)).toBe(21));
    expect(listener.healthy).toBe(true);
  });

  it('takes nothing amiss from a batch of a thousand or none, and from strange names', async () => {
    const [publisher, listener] = [create(), create()];
    const heard = collect(listener);
    await settle([heard]);
    await eventually(() => publisher.announce([]).then(() => true));
    const strange = { ...entries(1_001, 1_001)[0]!, itemType: 'Ünï\r\n*[x]?', event: 'a:b' };
    await publisher.announce([...entries(1, 1_000), strange]);
    await eventually(() => expect(heard.at(-1)).toBe(1_001));
  });
});

describe.skipIf(!redis)('the Redis channels', () => {
  it('are notif:<item_type>:<event> with id, item_id and position for any Redis client', async () => {
    const pubSub = new RedisPubSub(redis ?? '');
    const listener = new Redis(redis ?? '');
    const heard: string[][] = [];
    listener.on('message', (channel: string, message: string) => heard.push([channel, message]));
    await listener.subscribe('notif:Post:update');
    const entry = { position: 12, refId: '9007199254740993', itemType: 'Post', itemId: '7' };
    await eventually(() => pubSub.announce([{ ...entry, event: 'update' }]).then(() => true));
    await eventually(() => expect(heard).toHaveLength(1));
    expect(feedChannel('Post', 'update')).toBe('notif:Post:update');
    expect(heard).toEqual([
      ['notif:Post:update', '{"id":"9007199254740993","item_id":"7","position":"12"}'],
    ]);
    listener.disconnect();
    await pubSub.close();
  });
});

function collect(pubSub: PubSub): (number | undefined)[] {
  const heard: (number | undefined)[] = [];
  pubSub.onAnnouncement((position) => heard.push(position));
  return heard;
}

/** A subscription is in place once it has said "look". */
async function settle(heard: (number | undefined)[][]): Promise<void> {
  await eventually(() => heard.every((positions) => positions.length > 0));
}

function entries(first: number, last: number): AppendedEntry[] {
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    position: first + n,
    refId: String(first + n),
    itemType: 'Post',
    itemId: '1',
    event: 'update',
  }));
}
