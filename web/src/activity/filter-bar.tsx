import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { typesQuery } from '../api/audit.js';
import { FilterChips } from '../ui/filter-chips.js';
import { Icon } from '../ui/icon.js';
import { type ActivityFilters, parseQualifiers } from './activity-filters.js';
import type { ActivityRow } from './activity-row.js';
import classes from './filter-bar.module.css';
import { suggestFilters } from './suggest-filters.js';

interface FilterBarProps {
  filters: ActivityFilters;
  rows: ActivityRow[];
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (filters: ActivityFilters) => void;
}

/** `actor:alice type:Post` with completion, and a chip for each filter that is on. */
export function FilterBar({ filters, rows, inputRef, onChange }: FilterBarProps) {
  const [text, setText] = useState('');
  const types = useQuery(typesQuery);
  const names = (types.data ?? []).map((type) => type.item_type);
  const suggestions = suggestFilters(text, names, rows);

  const apply = (query: string): void => {
    const found = parseQualifiers(query);
    if (Object.keys(found).length === 0) return;
    onChange(found);
    // After the option's own text was put into the field.
    setTimeout(() => setText(''), 0);
  };

  return (
    <div className={classes.bar}>
      <Autocomplete
        ref={inputRef}
        aria-label="Filter the activity"
        placeholder="Filter: actor:alice type:Post event:update"
        leftSection={<Icon name="search" />}
        data={suggestions}
        filter={({ options }) => options}
        value={text}
        onChange={setText}
        onOptionSubmit={apply}
        selectFirstOptionOnChange
        limit={8}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply(text);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className={classes.input}
      />
      <FilterChips
        filters={filters}
        names={{ item: 'id', corr: 'correlation' }}
        extra={(key, value) =>
          key === 'corr' && (
            <Link to="/correlations/$id" params={{ id: value }} className={classes.open}>
              open
            </Link>
          )
        }
        onRemove={(key) => onChange({ [key]: undefined })}
      />
    </div>
  );
}
