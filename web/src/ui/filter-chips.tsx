import type { ReactNode } from 'react';
import classes from './filter-chips.module.css';
import { Icon } from './icon.js';
import { shortId } from './short-id.js';

interface FilterChipsProps {
  filters: Record<string, string | undefined>;
  /** What filters are called that have another name in the link. */
  names?: Record<string, string>;
  /** What else a chip offers. */
  extra?: (key: string, value: string) => ReactNode;
  onRemove: (key: string) => void;
}

/** A chip for each filter that is on, with its way out. */
export function FilterChips({ filters, names = {}, extra, onRemove }: FilterChipsProps) {
  const chips = Object.entries(filters).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters that are on">
      {chips.map(([key, value]) => (
        <li key={key} className={classes.chip}>
          <span>
            {names[key] ?? key}: <b title={value}>{shortened(value)}</b>
          </span>
          {extra?.(key, value)}
          <button
            type="button"
            aria-label={`Remove the filter ${names[key] ?? key} ${value}`}
            onClick={() => onRemove(key)}
          >
            <Icon name="close" size={13} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function shortened(value: string): string {
  return value.length > 28 ? shortId(value) : value;
}
