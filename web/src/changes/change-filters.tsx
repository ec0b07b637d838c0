import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type RefObject } from 'react';
import { typesQuery } from '../api/audit.js';
import { eventStyle } from '../ui/event-style.js';
import { FilterChips } from '../ui/filter-chips.js';
import classes from './changes-page.module.css';
import { changeSources, type ChangesSearch } from './changes-search.js';

interface ChangeFiltersProps {
  search: ChangesSearch;
  selectRef: RefObject<HTMLSelectElement | null>;
  onChange: (next: Partial<ChangesSearch>) => void;
}

const sources = [
  { value: 'database', label: 'Other programs' },
  { value: 'application', label: 'Application' },
  { value: 'sync', label: 'Sync' },
  { value: 'any', label: 'All' },
];
const events = ['create', 'update', 'destroy', 'soft_delete', 'restore'];

/** Who wrote, which table, which operation; what a click narrowed it to stands below as chips. */
export function ChangeFilters({ search, selectRef, onChange }: ChangeFiltersProps) {
  const types = useQuery(typesQuery).data ?? [];
  const { source, type, event, id: _id, ...chips } = search;
  const names = [...new Set([...types.map((one) => one.item_type), ...(type ? [type] : [])])];
  return (
    <>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label="Written by"
          maw="100%"
          style={{ overflowX: 'auto' }}
          data={sources}
          value={source ?? 'database'}
          onChange={(value) => onChange({ source: changeSources.find((one) => one === value) })}
        />
        <NativeSelect
          ref={selectRef}
          aria-label="Table"
          value={type ?? ''}
          onChange={({ currentTarget }) => onChange({ type: currentTarget.value || undefined })}
          data={[{ value: '', label: 'Every table' }, ...names.sort()]}
        />
        <NativeSelect
          aria-label="Operation"
          value={event ?? ''}
          onChange={({ currentTarget }) => onChange({ event: currentTarget.value || undefined })}
          data={[
            { value: '', label: 'Every operation' },
            ...events.map((value) => ({ value, label: eventStyle(value).label })),
          ]}
        />
      </div>
      <FilterChips
        filters={chips}
        names={{ item: 'id', corr: 'correlation', actor: 'written by' }}
        onRemove={(key) => onChange({ [key]: undefined })}
      />
    </>
  );
}
