import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { isStuck } from '../api/deliveries.js';
import { mayOperate, sessionQuery } from '../api/session.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import { BulkDialog } from './bulk-dialog.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import { DeliveryFilters } from './delivery-filters.js';
import { DeliveryList } from './delivery-list.js';
import { SubscriberCards } from './subscriber-cards.js';
import { TaskProgress } from './task-progress.js';
import { toFilter, useDeliveries } from './use-deliveries.js';

const route = getRouteApi('/shell/deliveries');

/** What has to happen because of what happened, and how it goes. */
export function DeliveriesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const user = useQuery(sessionQuery).data;
  const query = useDeliveries(search);
  const [bulk, setBulk] = useState<'retry' | 'skip'>();
  const deliveries = query.data ?? [];
  const change = useCallback(
    (next: Partial<DeliveriesSearch>) => {
      void navigate({ search: (before) => ({ ...before, ...next }) });
    },
    [navigate],
  );
  const filter = toFilter(search);
  const filtered = Object.keys(filter).length > 0;
  const open = mayOperate(user);
  const failed = isStuck(search.state);
  const stuck = failed || search.state === 'skipped';

  return (
    <Page
      title="Deliveries"
      lead="What has to happen because of what happened, and how it goes."
      actions={
        open && stuck && deliveries.length > 0 ? (
          <>
            <Button leftSection={<Icon name="retry" />} onClick={() => setBulk('retry')}>
              Retry all that match…
            </Button>
            {failed && (
              <Button
                variant="default"
                leftSection={<Icon name="skip" />}
                onClick={() => setBulk('skip')}
              >
                Skip all…
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      <SubscriberCards search={search} onChange={change} />
      <DeliveryFilters search={search} onChange={change} />
      <TaskProgress />
      <ListPanel
        label="Deliveries"
        query={query}
        older="Show older deliveries"
        empty={<Nothing filtered={filtered} onClear={() => void navigate({ search: {} })} />}
      >
        <DeliveryList deliveries={deliveries} search={search} mayAct={open} onChange={change} />
      </ListPanel>
      {bulk && <BulkDialog action={bulk} filter={filter} onClose={() => setBulk(undefined)} />}
    </Page>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon="filter" title="No delivery passes these filters">
        <p>New ones that pass them will appear here by themselves.</p>
        <Button variant="light" onClick={onClear}>
          Clear the filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="inbox" title="Nothing had to be delivered yet">
      <p>
        When something happens that an inbox, a webhook or a workflow handles, its delivery appears
        here. Comment on an issue to see some.
      </p>
    </EmptyState>
  );
}
