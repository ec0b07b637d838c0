import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { mayOperate, sessionQuery } from '../api/session.js';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { EmptyState } from '../ui/empty-state.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import rows from '../ui/rows.module.css';
import { useRowKeys } from '../ui/use-row-keys.js';
import { CaptureHealth } from './capture-health.js';
import { ChangeFilters } from './change-filters.js';
import { ChangeRow } from './change-row.js';
import type { ChangesSearch } from './changes-search.js';
import { useChanges } from './use-changes.js';

const route = getRouteApi('/shell/changes');

/** What other programs wrote straight into the database, and what came of it. */
export function ChangesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayAct = mayOperate(useQuery(sessionQuery).data);
  const query = useChanges(search);
  const list = useRowKeys<HTMLUListElement>();
  const select = useRef<HTMLSelectElement>(null);
  const change = useCallback(
    (next: Partial<ChangesSearch>) => {
      void navigate({ search: (before) => ({ ...before, ...next }) });
    },
    [navigate],
  );
  useShortcuts({ '/': () => select.current?.focus() });
  const { source: _source, id: _id, ...filters } = search;

  return (
    <Page
      title="Database changes"
      lead="What is written past the application, who wrote it, and what came of it."
    >
      <CaptureHealth />
      <ChangeFilters search={search} selectRef={select} onChange={change} />
      <ListPanel
        label="Changes"
        query={query}
        older="Show older changes"
        empty={
          <Nothing
            filtered={Object.keys(filters).length > 0}
            onClear={() => void navigate({ search: {} })}
          />
        }
      >
        <ul ref={list} className={rows.list}>
          {query.data?.map((one) => (
            <ChangeRow
              key={one.version.id}
              change={one}
              opened={search.id === one.version.id}
              mayAct={mayAct}
              onChange={change}
            />
          ))}
        </ul>
      </ListPanel>
    </Page>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon="filter" title="No change passes these filters">
        <p>New ones that pass them will appear here by themselves.</p>
        <Button variant="light" onClick={onClear}>
          Clear the filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="database" title="Nobody wrote past the application yet">
      <p>
        Change a row with psql, a script or another application: it appears here as it is committed.
        Say who you are with <code>SELECT backstory.act_as('alice', 'why');</code>
      </p>
    </EmptyState>
  );
}
