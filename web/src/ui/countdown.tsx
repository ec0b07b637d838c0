import { useSyncExternalStore } from 'react';
import { formatAbsolute } from './format-time.js';
import { onTick } from './on-tick.js';

/** How long until a time: `in 4 min 12 s`, ticking; `now` when it has come. */
export function Countdown({ to }: { to: string }) {
  const at = new Date(to);
  const text = useSyncExternalStore(onTick, () => formatUntil(at.getTime() - Date.now()));
  return (
    <time dateTime={to} title={formatAbsolute(at)}>
      {text}
    </time>
  );
}

export function formatUntil(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds <= 0) return 'now';
  if (seconds < 60) return `in ${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `in ${minutes} min ${seconds % 60} s`;
  return `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
