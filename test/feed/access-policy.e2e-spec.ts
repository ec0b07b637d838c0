import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FeedAccessPolicy, FeedModuleOptions } from '../../src/platform/feed/index.js';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const byHeader = (canRead: FeedAccessPolicy['canRead']): FeedAccessPolicy => ({
  viewer: ({ headers }) => {
    const name = typeof headers['x-viewer'] === 'string' ? headers['x-viewer'] : 'nobody';
    return { principal: name, visibility: name };
  },
  canRead,
});

describe('the access policy', () => {
  let database: TestDatabase;
  const hosts: FeedHost[] = [];
  const clients: SseClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    return () => database.drop();
  });
  afterEach(async () => {
    clients.splice(0).forEach((client) => client.close());
    await Promise.all(hosts.splice(0).map((host) => host.close()));
  });

  const start = async (feed: FeedModuleOptions): Promise<FeedHost> => {
    const outbox = { redis: redisUrl() };
    const host = await startFeedHost({ databaseUrl: database.url, outbox, feed });
    hosts.push(host);
    return host;
  };
  const connect = (host: FeedHost, viewer: string, query = ''): SseClient => {
    const client = new SseClient(`${host.url}/feed/stream${query}`, {
      headers: { 'x-viewer': viewer },
    });
    clients.push(client);
    return client;
  };

  it.each([
    ['at once', (answer: boolean) => answer],
    ['later', (answer: boolean) => Promise.resolve(answer)],
  ])('that answers %s holds for live, replayed and polled entries', async (_when, reply) => {
    const asked: string[] = [];
    const host = await start({
      access: byHeader((viewer, item) => {
        asked.push(`${viewer.visibility} ${item.refId}`);
        return reply(viewer.visibility === 'boss' || item.itemType !== 'Salary');
      }),
    });
    const cursor = await host.feed.position();
    const live = ['boss', 'clerk', 'clerk'].map((viewer) => connect(host, viewer));
    await Promise.all(live.map((client) => client.ready()));
    await host.write(
      { refId: 1, itemType: 'Post' },
      { refId: 2, itemType: 'Salary' },
      { refId: 3, itemType: 'Post' },
    );
    const replay = ['boss', 'clerk'].map((who) => connect(host, who, `?last_event_id=${cursor}`));
    const polled = await fetch(`${host.url}/feed/events?after=${cursor}&wait=5`, {
      headers: { 'x-viewer': 'clerk' },
    });
    const body = (await polled.json()) as { items: { id: string }[] };
    for (const [index, client] of [...live, ...replay].entries()) {
      const all = index === 0 || index === 3;
      await eventually(() => expect(client.ids).toEqual(all ? ['1', '2', '3'] : ['1', '3']));
    }
    expect(body.items.map(({ id }) => id)).toEqual(['1', '3']);
    const live3 = asked.filter((line) => line === 'clerk 3');
    expect(live3.length).toBeLessThanOrEqual(reply(true) === true ? 1 : 4);
  });

  it('gives an entry with a recipient to nobody else of the class, live, replayed or polled', async () => {
    const host = await start({
      access: {
        viewer: ({ headers }) => ({ principal: String(headers['x-viewer']), visibility: 'all' }),
        canRead: () => true,
        recipient: ({ itemType, itemId }) => (itemType === 'Letter' ? itemId : undefined),
      },
    });
    const cursor = await host.feed.position();
    const live = ['ann', 'ann', 'bob', 'cy'].map((viewer) => connect(host, viewer));
    await Promise.all(live.map((client) => client.ready()));
    await host.write(
      { refId: 1 },
      { refId: 2, itemType: 'Letter', itemId: 'ann' },
      { refId: 3, itemType: 'Letter', itemId: 'bob' },
      { refId: 4 },
      { refId: 5, itemType: 'Letter', itemId: 'ann' },
    );
    await host.write({ refId: 6, itemType: 'Letter', itemId: 'dee' });
    await host.write({ refId: 7 });
    const replay = ['ann', 'bob', 'cy'].map((who) =>
      connect(host, who, `?last_event_id=${cursor}`),
    );
    const expected = { ann: '1 2 4 5 7', bob: '1 3 4 7', cy: '1 4 7' };
    const order = ['ann', 'ann', 'bob', 'cy', 'ann', 'bob', 'cy'] as const;
    for (const [index, client] of [...live, ...replay].entries()) {
      await eventually(() => expect(client.ids.join(' ')).toBe(expected[order[index]!]));
    }
    const polled = await fetch(`${host.url}/feed/events?after=${cursor}&wait=5`, {
      headers: { 'x-viewer': 'bob' },
    });
    const body = (await polled.json()) as { items: { id: string }[] };
    expect(body.items.map(({ id }) => id).join(' ')).toBe(expected.bob);
  });

  it('leaves those who arrive while it thinks with nothing of before, and nothing missing', async () => {
    const thought: { answer?: (may: boolean) => void } = {};
    const host = await start({
      access: byHeader((_viewer, item) => {
        if (item.refId !== '10') return true;
        return new Promise<boolean>((resolve) => (thought.answer = resolve));
      }),
    });
    const early = await connect(host, 'a').ready();
    await host.write({ refId: 10 });
    await eventually(() => thought.answer !== undefined);
    const late = await connect(host, 'a').ready();
    thought.answer?.(true);
    await host.write({ refId: 11 });
    await eventually(() => expect(late.ids).toEqual(['11']));
    await eventually(() => expect(early.ids).toEqual(['10', '11']));
  });

  it('that fails loses nothing: the stream ends and goes on later', async () => {
    const trouble = { on: true };
    const host = await start({
      access: byHeader((viewer) => {
        if (trouble.on && viewer.visibility === 'unlucky') throw new Error('policy down');
        return true;
      }),
    });
    const unlucky = await connect(host, 'unlucky').ready();
    const lucky = await connect(host, 'lucky').ready();
    await host.write({ refId: 20 });
    await eventually(() => expect(lucky.ids).toEqual(['20']));
    await eventually(() => expect(unlucky.ended).toBe(true));
    expect(unlucky.control('goodbye')).toMatchObject([{ reason: 'policy' }]);
    expect(unlucky.ids).toEqual([]);
    trouble.on = false;
    const again = connect(host, 'unlucky', `?last_event_id=${unlucky.lastEventId}`);
    await eventually(() => expect(again.ids).toEqual(['20']));
  });

  it('ends the streams of those whose right was taken, and of those whose time is up', async () => {
    const revoked = new Set<string>();
    const host = await start({
      heartbeat: 100,
      access: {
        ...byHeader(() => true),
        viewer: ({ headers }) => ({
          principal: String(headers['x-viewer']),
          visibility: 'all',
          ...(headers['x-viewer'] === 'guest' && { expiresAt: new Date(Date.now() + 500) }),
        }),
        stillValid: ({ principal }) => !revoked.has(principal),
      },
    });
    const [bad, good, guest] = await Promise.all(
      ['bad', 'good', 'guest'].map((viewer) => connect(host, viewer).ready()),
    );
    revoked.add('bad');
    await eventually(() =>
      expect(bad?.control('goodbye')).toMatchObject([{ reason: 'unauthorized' }]),
    );
    await eventually(() =>
      expect(guest?.control('goodbye')).toMatchObject([{ reason: 'lifetime' }]),
    );
    expect(good?.ended).toBe(false);
  });
});
