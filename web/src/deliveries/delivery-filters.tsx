import { SegmentedControl } from '@mantine/core';
import { FilterChips } from '../ui/filter-chips.js';
import { type DeliveriesSearch, deliveryStates } from './deliveries-search.js';

interface DeliveryFiltersProps {
  search: DeliveriesSearch;
  onChange: (next: Partial<DeliveriesSearch>) => void;
}

export const stateNames = {
  pending: 'Waiting',
  queued: 'Running',
  done: 'Done',
  dead: 'Dead',
  parked: 'Parked',
  skipped: 'Skipped',
} as const;

/** By state; what a click on a value narrowed it to stands beside it as chips. */
export function DeliveryFilters({ search, onChange }: DeliveryFiltersProps) {
  const states = [
    { value: '', label: 'All' },
    ...deliveryStates.map((value) => ({ value, label: stateNames[value] })),
  ];
  const { state: _state, id: _id, ...rest } = search;
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 10 }}>
      <SegmentedControl
        aria-label="State"
        size="sm"
        maw="100%"
        style={{ overflowX: 'auto' }}
        data={states}
        value={search.state ?? ''}
        onChange={(value) => {
          onChange({ state: deliveryStates.find((state) => state === value), id: undefined });
        }}
      />
      <FilterChips
        filters={rest}
        names={{ corr: 'correlation', item_type: 'type', item_id: 'id' }}
        onRemove={(key) => onChange({ [key]: undefined })}
      />
    </div>
  );
}
