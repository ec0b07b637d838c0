const NAME = 'backstory-session';

/** Tells the other tabs of this browser that nobody is signed in any more. */
export function announceSignOut(): void {
  if (typeof BroadcastChannel !== 'function') return;
  const channel = new BroadcastChannel(NAME);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window's postMessage
  channel.postMessage('signed-out');
  channel.close();
}

/** Calls back when another tab signed out. */
export function whenSignedOutElsewhere(listener: () => void): () => void {
  if (typeof BroadcastChannel !== 'function') return () => undefined;
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
