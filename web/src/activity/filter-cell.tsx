import type { ReactNode } from 'react';
import type { FilterKey } from './activity-filters.js';
import classes from './filter-cell.module.css';

interface FilterCellProps {
  filter: FilterKey;
  value: string;
  label: string;
  onFilter: (key: FilterKey, value: string) => void;
  children: ReactNode;
}

/** A value that narrows the list to itself when clicked. */
export function FilterCell({ filter, value, label, onFilter, children }: FilterCellProps) {
  return (
    <button
      type="button"
      className={classes.cell}
      title={`Show only ${label}`}
      tabIndex={-1}
      onClick={() => onFilter(filter, value)}
    >
      {children}
    </button>
  );
}
