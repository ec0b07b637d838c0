import type { LeaderElection } from './leader-election.js';
import { LeaseElection } from './lease-election.js';
import { SharedFeed } from './shared-feed.js';
import { openTabChannel } from './tab-channel.js';
import { WebLocksElection } from './web-locks-election.js';

const NAME = 'backstory-feed';

/** Starts the feed with what this browser offers for sharing it among its tabs. */
export function openBrowserFeed(): SharedFeed {
  const canTalk = typeof BroadcastChannel === 'function';
  const feed = new SharedFeed({
    fetch: (input, init) => fetch(input, init),
    election: canTalk ? chooseElection() : alwaysElected,
    channel: canTalk ? openTabChannel(NAME) : undefined,
    isVisible: () => document.visibilityState === 'visible',
  });
  feed.start();
  return feed;
}

function chooseElection(): LeaderElection {
  if ('locks' in navigator) return new WebLocksElection(navigator.locks, NAME);
  try {
    return new LeaseElection(window.localStorage, NAME);
  } catch {
    return alwaysElected;
  }
}

/** Without a way to talk to each other every tab has its own stream. */
const alwaysElected: LeaderElection = {
  run: (onElected) => onElected(new AbortController().signal),
  usurp: () => undefined,
  resign: () => undefined,
};
