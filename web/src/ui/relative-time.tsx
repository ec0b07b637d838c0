import { useMemo, useSyncExternalStore } from 'react';
import { formatAbsolute, formatRelative } from './format-time.js';
import { onTick } from './on-tick.js';

/**
 * A time as people say it, ticking; absolute and UTC on hover, and by `datetime` for machines. The
 * browser's own tooltip: a component's would be mounted a hundred times a second in a busy list.
 */
export function RelativeTime({ at }: { at: string }) {
  const { date, title } = useMemo(() => {
    const parsed = new Date(at);
    return { date: parsed, title: `${formatAbsolute(parsed)}\n${parsed.toISOString()}` };
  }, [at]);
  // Renders only when the text changes, not with every tick.
  const text = useSyncExternalStore(onTick, () => formatRelative(date, Date.now()));
  return (
    <time dateTime={at} title={title}>
      {text}
    </time>
  );
}
