import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { peersQuery } from '../api/sync.js';
import { EmptyState } from '../ui/empty-state.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { ConflictList } from './conflict-list.js';
import { MessageList } from './message-list.js';
import { PeerCards } from './peer-cards.js';
import { RecordBeside } from './record-beside.js';
import { SyncFilters } from './sync-filters.js';
import type { SyncSearch } from './sync-search.js';
import { LOOK_MS, useConflicts, useMessages } from './use-sync-lists.js';

const route = getRouteApi('/shell/sync');

/** A part of the page, and the way to another state of it. */
export interface SyncPartProps {
  search: SyncSearch;
  onChange: (next: Partial<SyncSearch>) => void;
}

/** What goes to other deployments and comes from them. */
export function SyncPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const peers = useQuery({ ...peersQuery, refetchInterval: LOOK_MS });
  const onChange = useCallback(
    (next: Partial<SyncSearch>) => {
      void navigate({ search: (before) => ({ ...before, ...next }) });
    },
    [navigate],
  );
  return (
    <Page title="Sync" lead="What goes to other deployments and comes from them.">
      {peers.error && <ProblemNotice error={peers.error} onRetry={() => void peers.refetch()} />}
      {peers.data?.length === 0 && <NoPeer />}
      {peers.data !== undefined && peers.data.length > 0 && (
        <>
          <PeerCards peers={peers.data} search={search} onChange={onChange} />
          <RecordBeside peers={peers.data} search={search} onChange={onChange} />
          <SyncFilters search={search} onChange={onChange} />
          {search.view === 'conflicts' ? (
            <Conflicts search={search} onChange={onChange} />
          ) : (
            <Messages search={search} onChange={onChange} />
          )}
        </>
      )}
    </Page>
  );
}

function Messages({ search, onChange }: SyncPartProps) {
  const query = useMessages(search);
  return (
    <ListPanel
      label="Messages"
      query={query}
      older="Show older messages"
      empty={<Nothing what="message" search={search} onChange={onChange} />}
    >
      <MessageList messages={query.data ?? []} search={search} onChange={onChange} />
    </ListPanel>
  );
}

function Conflicts({ search, onChange }: SyncPartProps) {
  const query = useConflicts(search);
  return (
    <ListPanel
      label="Conflicts"
      query={query}
      older="Show older conflicts"
      empty={<Nothing what="conflict" search={search} onChange={onChange} />}
    >
      <ConflictList conflicts={query.data ?? []} onChange={onChange} />
    </ListPanel>
  );
}

function Nothing({ what, search, onChange }: SyncPartProps & { what: string }) {
  const { view: _view, record: _record, id: _id, ...filters } = search;
  if (Object.keys(filters).length > 0) {
    const none = Object.fromEntries(Object.keys(filters).map((key) => [key, undefined]));
    return (
      <EmptyState icon="filter" title={`No ${what} passes these filters`}>
        <Button variant="light" onClick={() => onChange(none)}>
          Clear the filters
        </Button>
      </EmptyState>
    );
  }
  const why = {
    message: 'When a post or a comment changes on either side, its message appears here.',
    conflict: 'When both sides change the same field without knowing of it, that appears here.',
  }[what];
  return (
    <EmptyState icon="sync" title={`No ${what} yet`}>
      <p>{why}</p>
    </EmptyState>
  );
}

function NoPeer() {
  return (
    <EmptyState icon="sync" title="This deployment has no other to keep together with">
      <p>
        Two that do are started by <code>npm run demo:pair</code>; a deployment of yours gets one by{' '}
        <code>BACKSTORY_SYNC_PEER</code> and its credentials.
      </p>
    </EmptyState>
  );
}
