import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { typesQuery } from '../api/audit.js';
import { Icon } from '../ui/icon.js';
import { shortId } from '../ui/short-id.js';
import {
  type ActivityFilters,
  filterKeys,
  type FilterKey,
  parseQualifiers,
} from './activity-filters.js';
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
  const chips = filterKeys.flatMap((key) => {
    const value = filters[key];
    return value === undefined ? [] : [{ key, value }];
  });

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
      {chips.length > 0 && (
        <ul className={classes.chips} aria-label="Filters that are on">
          {chips.map(({ key, value }) => (
            <li key={`${key}:${value}`} className={classes.chip}>
              <span>
                {labels[key]}: <b>{key === 'corr' ? shortId(value) : value}</b>
              </span>
              {key === 'corr' && (
                <Link to="/correlations/$id" params={{ id: value }} className={classes.open}>
                  open
                </Link>
              )}
              <button
                type="button"
                aria-label={`Remove the filter ${labels[key]} ${value}`}
                onClick={() => onChange({ [key]: undefined })}
              >
                <Icon name="close" size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const labels: Record<FilterKey, string> = {
  type: 'type',
  item: 'id',
  event: 'event',
  actor: 'actor',
  source: 'source',
  corr: 'correlation',
};
