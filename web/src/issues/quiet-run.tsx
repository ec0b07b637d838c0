import { type ReactNode, useState } from 'react';
import type { TimelineEntry } from '../api/issues.js';
import { Icon } from '../ui/icon.js';
import classes from './issue-page.module.css';

interface QuietRunProps {
  entries: TimelineEntry[];
  show: (entry: TimelineEntry) => ReactNode;
}

/** Entries that stay folded until somebody wants them. */
export function QuietRun({ entries, show }: QuietRunProps) {
  const [open, setOpen] = useState(false);
  if (open) return entries.map(show);
  return (
    <li className={classes.quiet}>
      <button type="button" onClick={() => setOpen(true)}>
        <Icon name="dots" size={15} /> {entries.length} more: views and subscriptions
      </button>
    </li>
  );
}
