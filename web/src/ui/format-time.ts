const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const dayAndYear = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const full = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
  timeZoneName: 'short',
});
const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const shortWithYear = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `now`, `12 s ago`, `5 min ago`, `3 h ago`, then the date. */
export function formatRelative(at: Date, now: number): string {
  const age = now - at.getTime();
  if (age < 5_000) return 'now';
  if (age < MINUTE) return `${Math.floor(age / 1_000)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} d ago`;
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? short : shortWithYear).format(at);
}

/** With seconds and zone, for people; the machine-readable form goes into `datetime`. */
export function formatAbsolute(at: Date): string {
  return full.format(at);
}

export function formatClock(at: Date): string {
  return clock.format(at);
}

/** `Today`, `Yesterday`, then the whole date. */
export function formatDay(at: Date, now: number): string {
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(at)) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return dayAndYear.format(at);
}

/** Equal for two times of the same local day. */
export function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
