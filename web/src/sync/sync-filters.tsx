import { SegmentedControl } from '@mantine/core';
import { FilterChips } from '../ui/filter-chips.js';
import classes from './sync-filters.module.css';
import type { SyncPartProps } from './sync-page.js';
import { messageStates, stateNames } from './sync-search.js';

const views = [
  { value: 'in', label: 'Came in' },
  { value: 'out', label: 'Went out' },
  { value: 'conflicts', label: 'Conflicts' },
];

/** What is listed, and how it stands; what a click narrowed it to stands beside it as chips. */
export function SyncFilters({ search, onChange }: SyncPartProps) {
  const { view, state, id: _id, record: _record, ...rest } = search;
  const states = view === 'conflicts' ? [] : messageStates[view ?? 'in'];
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label="What is listed"
        size="sm"
        maw="100%"
        data={views}
        value={view ?? 'in'}
        onChange={(value) => {
          const chosen = value === 'out' || value === 'conflicts' ? value : undefined;
          onChange({ view: chosen, state: undefined, id: undefined });
        }}
      />
      {states.length > 0 && (
        <SegmentedControl
          aria-label="State"
          size="sm"
          maw="100%"
          style={{ overflowX: 'auto' }}
          data={[
            { value: '', label: 'All' },
            ...states.map((value) => ({ value, label: capitalised(stateNames[value] ?? value) })),
          ]}
          value={state ?? ''}
          onChange={(value) => {
            onChange({ state: states.find((one) => one === value), id: undefined });
          }}
        />
      )}
      <FilterChips
        filters={rest}
        names={{ corr: 'correlation', item: 'id' }}
        onRemove={(key) => onChange({ [key]: undefined })}
      />
    </div>
  );
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
