import { Tooltip } from '@mantine/core';
import { useMemo, useSyncExternalStore } from 'react';
import { formatAbsolute, formatRelative } from './format-time.js';
import { onTick } from './on-tick.js';

/** A time as people say it, ticking; absolute and UTC on hover, and by `datetime` for machines. */
export function RelativeTime({ at }: { at: string }) {
  const date = useMemo(() => new Date(at), [at]);
  // Renders only when the text changes, not with every tick.
  const text = useSyncExternalStore(onTick, () => formatRelative(date, Date.now()));
  return (
    <Tooltip
      events={{ hover: true, focus: true, touch: true }}
      label={
        <>
          {formatAbsolute(date)}
          <br />
          {date.toISOString()}
        </>
      }
    >
      <time dateTime={at}>{text}</time>
    </Tooltip>
  );
}
