import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LeaderElection } from './leader-election.js';
import { LeaseElection } from './lease-election.js';
import { SharedFeed } from './shared-feed.js';
import { openTabChannel } from './tab-channel.js';
import { FakeFeedServer } from './testing/fake-feed-server.js';
import { FakeLocks } from './testing/fake-locks.js';
import { WebLocksElection } from './web-locks-election.js';

interface Tab {
  feed: SharedFeed;
  positions: string[];
  resets: number;
}

let browser = 0;
const open: SharedFeed[] = [];

/** Tabs of one browser: one set of locks, one channel. */
function newBrowser(server: FakeFeedServer, elect: () => LeaderElection) {
  const name = `tabs-${(browser += 1)}`;
  return (after?: string): Tab => {
    const feed = new SharedFeed({
      fetch: server.fetch,
      election: elect(),
      channel: openTabChannel(name),
      isVisible: () => true,
    });
    const tab: Tab = { feed, positions: [], resets: 0 };
    feed.follow(after, {
      onEntries: (entries) => tab.positions.push(...entries.map((entry) => entry.position)),
      onReset: () => (tab.resets += 1),
    });
    feed.start();
    open.push(feed);
    return tab;
  };
}

function withLocks(server: FakeFeedServer) {
  const locks = new FakeLocks();
  return newBrowser(server, () => new WebLocksElection(locks, 'feed'));
}

describe('SharedFeed', () => {
  afterEach(() => {
    for (const feed of open.splice(0)) feed.stop();
  });

  it('opens one stream for all tabs and tells every one of them', async () => {
    const server = new FakeFeedServer();
    const openTab = withLocks(server);
    const tabs = [openTab('e-0'), openTab('e-0'), openTab('e-0')];
    await vi.waitFor(() => expect(server.streams).toHaveLength(1));
    server.append(3);
    for (const tab of tabs) {
      await vi.waitFor(() => expect(tab.positions).toEqual(['1', '2', '3']));
    }
    const streams = server.requests.filter((path) => path.startsWith('/feed/stream'));
    expect(streams).toHaveLength(1);
    expect(tabs.filter((tab) => tab.feed.isLeader)).toHaveLength(1);
  });

  it('hands over within two seconds when the leading tab closes, without loss', async () => {
    const server = new FakeFeedServer();
    const openTab = withLocks(server);
    const first = openTab('e-0');
    const second = openTab('e-0');
    await vi.waitFor(() => expect(server.streams).toHaveLength(1));
    server.append(2);
    await vi.waitFor(() => expect(second.positions).toHaveLength(2));
    first.feed.stop();
    server.append(3);
    const all = ['1', '2', '3', '4', '5'];
    await vi.waitFor(() => expect(second.positions).toEqual(all), 2_000);
    expect(second.feed.isLeader).toBe(true);
  });

  it('gives a late tab what happened between its list and the stream', async () => {
    const server = new FakeFeedServer();
    server.append(4);
    const openTab = withLocks(server);
    openTab('e-4');
    await vi.waitFor(() => expect(server.streams).toHaveLength(1));
    server.append(2);
    const late = openTab('e-2');
    await vi.waitFor(() => expect(late.positions).toEqual(['3', '4', '5', '6']));
    expect(late.resets).toBe(0);
  });

  it('fills a hole that a sleeping tab finds in what it hears', async () => {
    const server = new FakeFeedServer();
    const locks = new FakeLocks();
    const elect = (): LeaderElection => new WebLocksElection(locks, 'feed');
    const openTab = newBrowser(server, elect);
    openTab('e-0');
    const follower = openTab('e-0');
    await vi.waitFor(() => expect(server.streams).toHaveLength(1));
    server.append(2);
    await vi.waitFor(() => expect(follower.positions).toHaveLength(2));
    const other = openTabChannel(`tabs-${browser}`);
    // What the leader says after messages that this tab never got.
    for (let count = 0; count < 3; count += 1) server.entries.push({ ...server.entries[0]! });
    server.entries = server.entries.map((entry, at) => ({ ...entry, position: String(at + 1) }));
    const [last] = server.entries.slice(-1);
    other.send({
      type: 'batch',
      batch: { previous: 'e-4', cursor: 'e-5', entries: last ? [last] : [] },
    });
    await vi.waitFor(() => expect(follower.positions).toEqual(['1', '2', '3', '4', '5']));
    other.close();
  });

  it('takes over from a leader that does not answer', async () => {
    const server = new FakeFeedServer();
    const locks = new FakeLocks();
    // A frozen tab: it holds the lock and says nothing.
    const frozen = locks.request('feed', {}, () => new Promise<void>(() => undefined));
    frozen.catch(() => undefined);
    const openTab = newBrowser(server, () => new WebLocksElection(locks, 'feed'));
    const tab = openTab('e-0');
    expect(tab.feed.isLeader).toBe(false);
    tab.feed.nudge();
    await vi.waitFor(() => expect(tab.feed.isLeader).toBe(true), 3_000);
    server.append();
    await vi.waitFor(() => expect(tab.positions).toEqual(['1']));
  });

  it('shares one stream also without Web Locks', async () => {
    const server = new FakeFeedServer();
    const store = new Map<string, string>();
    const storage = {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
      removeItem: (key: string) => void store.delete(key),
    };
    const openTab = newBrowser(server, () => new LeaseElection(storage, 'feed'));
    const first = openTab('e-0');
    const second = openTab('e-0');
    await vi.waitFor(() => expect(server.streams).toHaveLength(1));
    server.append(2);
    await vi.waitFor(() => expect(second.positions).toEqual(['1', '2']));
    first.feed.stop();
    server.append();
    await vi.waitFor(() => expect(second.positions).toEqual(['1', '2', '3']), 2_000);
  });
});
