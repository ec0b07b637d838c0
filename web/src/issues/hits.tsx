import { useState } from 'react';
import type { TimelinePart } from '../api/issues.js';
import { formatAbsolute } from '../ui/format-time.js';
import classes from './issue-page.module.css';

/** How often it happened while it counted as one; opens into when. */
export function Hits({ part }: { part: TimelinePart }) {
  const [open, setOpen] = useState(false);
  if (part.hits < 2) return null;
  return (
    <>
      <button
        type="button"
        className={classes.hits}
        aria-expanded={open}
        title={`${part.hits} times`}
        onClick={() => setOpen(!open)}
      >
        ×{part.hits}
      </button>
      {open && (
        <span className={classes.times}>
          {part.hits} times, first {formatAbsolute(new Date(part.created_at))}, last{' '}
          {formatAbsolute(new Date(part.occurred_at))}
        </span>
      )}
    </>
  );
}
