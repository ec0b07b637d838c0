import { useState } from 'react';
import { showValue } from './value-text.js';
import classes from './diff.module.css';

const PREVIEW = 600;

/** One value of a column, in full length on demand. */
export function ValueView({ value }: { value: unknown }) {
  const shown = showValue(value);
  const [open, setOpen] = useState(false);
  if (shown.kind === 'nothing') return <span className={classes.nothing}>{shown.text}</span>;
  if (shown.kind === 'redacted') {
    return (
      <span className={classes.redacted} title="Stored as a keyed hash, never in the clear">
        redacted · {shown.text}
      </span>
    );
  }
  if (shown.kind === 'short') return <span className={classes.value}>{shown.text}</span>;
  const cut = !open && shown.text.length > PREVIEW;
  return (
    <div className={classes.block}>
      {cut ? `${shown.text.slice(0, PREVIEW)}…` : shown.text}
      {shown.text.length > PREVIEW && (
        <button type="button" className={classes.more} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : `Show all ${shown.text.length.toLocaleString('en')} characters`}
        </button>
      )}
    </div>
  );
}
