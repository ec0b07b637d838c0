import { afterEach, describe, expect, it, vi } from 'vitest';
import { FeedConnection } from './feed-connection.js';
import type { FeedState } from './feed-state.js';
import { FakeFeedServer } from './testing/fake-feed-server.js';

interface Watched {
  connection: FeedConnection;
  positions: string[];
  states: FeedState['name'][];
  resets: string[];
}

const open: FeedConnection[] = [];

function connect(server: FakeFeedServer, cursor?: string): Watched {
  const positions: string[] = [];
  const states: FeedState['name'][] = [];
  const resets: string[] = [];
  const connection = new FeedConnection({
    fetch: server.fetch,
    cursor,
    random: () => 0,
    onBatch: (batch) => positions.push(...batch.entries.map((entry) => entry.position)),
    onReset: (at) => resets.push(at),
    onState: (state) => states.push(state.name),
  });
  open.push(connection);
  void connection.run();
  return { connection, positions, states, resets };
}

describe('FeedConnection', () => {
  afterEach(() => {
    for (const connection of open.splice(0)) connection.stop();
    vi.useRealTimers();
  });

  it('resumes where the stream broke, without loss and without doubles', async () => {
    const server = new FakeFeedServer();
    server.append(3);
    const feed = connect(server, 'e-1');
    await vi.waitFor(() => expect(feed.positions).toEqual(['2', '3']));
    expect(feed.states).toContain('live');
    server.breakStreams();
    server.append(2);
    await vi.waitFor(() => expect(feed.positions).toEqual(['2', '3', '4', '5']), 3_000);
    server.append();
    await vi.waitFor(() => expect(feed.positions.at(-1)).toBe('6'));
    expect(new Set(feed.positions).size).toBe(feed.positions.length);
  });

  it('says how much it has to catch up', async () => {
    const server = new FakeFeedServer();
    server.append(40);
    const feed = connect(server, 'e-0');
    await vi.waitFor(() => expect(feed.states.at(-1)).toBe('live'));
    expect(feed.states).toContain('catching-up');
    expect(feed.positions).toHaveLength(40);
  });

  it('tells a reset and goes on from the new place', async () => {
    const server = new FakeFeedServer();
    server.append(9);
    server.windowStart = 5;
    const feed = connect(server, 'e-2');
    await vi.waitFor(() => expect(feed.resets).toEqual(['e-9']));
    server.append();
    await vi.waitFor(() => expect(feed.positions).toEqual(['10']));
  });

  it('stops when nobody is signed in', async () => {
    const server = new FakeFeedServer();
    server.signedOut = true;
    const feed = connect(server);
    await vi.waitFor(() => expect(feed.states.at(-1)).toBe('signed-out'));
    expect(server.requests).toHaveLength(1);
  });

  it('tries at once when nudged', async () => {
    const server = new FakeFeedServer();
    server.down = true;
    const feed = connect(server, 'e-0');
    await vi.waitFor(() => expect(feed.states.at(-1)).toBe('reconnecting'));
    server.down = false;
    feed.connection.nudge();
    await vi.waitFor(() => expect(feed.states.at(-1)).toBe('live'), 200);
  });

  it('notices a dead link by its silence and opens another stream', async () => {
    vi.useFakeTimers();
    const server = new FakeFeedServer();
    const feed = connect(server, 'e-0');
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.states.at(-1)).toBe('live');
    await vi.advanceTimersByTimeAsync(39_000);
    expect(server.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.requests).toHaveLength(2);
    expect(feed.states.at(-1)).toBe('live');
  });

  it('falls back to long polls with the same cursor when streams are blocked', async () => {
    vi.useFakeTimers();
    const server = new FakeFeedServer();
    server.append(2);
    server.blocked = true;
    const feed = connect(server, 'e-1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(feed.states.at(-1)).toBe('polling');
    server.append(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(feed.positions).toEqual(['2', '3', '4']);
    server.blocked = false;
    await vi.advanceTimersByTimeAsync(90_000);
    expect(feed.states.at(-1)).toBe('live');
    server.append();
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.positions).toEqual(['2', '3', '4', '5']);
  });
});
