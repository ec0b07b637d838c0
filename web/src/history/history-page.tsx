import { SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem.js';
import { typesQuery } from '../api/audit.js';
import { CopyButton } from '../ui/copy-button.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { usePageTitle } from '../ui/page-title.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { AsOfView } from './as-of-view.js';
import { CompareDrawer } from './compare-drawer.js';
import { describeRecord, isOwn, type RecordDescription } from './describe-record.js';
import classes from './history-page.module.css';
import type { HistorySearch } from './history-search.js';
import { Timeline } from './timeline.js';
import { type RecordRef, useHistory } from './use-history.js';

const route = getRouteApi('/shell/records/$type/$id');

const stateWords = { present: '', archived: 'Archived', destroyed: 'Destroyed' };

/** What happened to one record, and what it looked like at any time. */
export function HistoryPage() {
  const record: RecordRef = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const history = useHistory(record, search.associated === true);
  const types = useQuery(typesQuery);
  const versions = history.data ?? [];
  const description = describeRecord(record, versions, types.data ?? []);
  const name = description.label ?? `${record.type} ${record.id}`;

  usePageTitle(name);

  const change = (next: Partial<HistorySearch>): void => {
    void navigate({ search: (before) => ({ ...before, ...next }) });
  };
  const view = search.view ?? 'timeline';
  useShortcuts({
    a: () => change({ view: view === 'as-of' ? undefined : 'as-of' }),
  });

  if (history.error instanceof ApiProblem && history.error.status === 404) {
    return <NotThere record={record} />;
  }
  return (
    <div className={classes.page}>
      <PageHead record={record} name={name} description={description} />
      <div className={classes.controls}>
        <SegmentedControl
          aria-label="View"
          value={view}
          onChange={(value) => change({ view: value === 'as-of' ? 'as-of' : undefined })}
          data={[
            { value: 'timeline', label: 'Timeline' },
            { value: 'as-of', label: 'As of…' },
          ]}
        />
        {view === 'timeline' && (
          <Switch
            label="With its children"
            checked={search.associated === true}
            onChange={(event) => {
              change({ associated: event.currentTarget.checked ? true : undefined });
            }}
          />
        )}
      </div>
      {history.error && (
        <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.isPending && (
        <div className={classes.panel}>
          <RowSkeletons rows={6} />
        </div>
      )}
      {history.isSuccess && view === 'timeline' && (
        <Timeline
          record={record}
          versions={versions}
          search={search}
          onChange={change}
          hasOlder={history.hasNextPage}
          loadingOlder={history.isFetchingNextPage}
          onOlder={() => void history.fetchNextPage()}
        />
      )}
      {history.isSuccess && view === 'as-of' && (
        <AsOfView
          record={record}
          versions={versions.filter((version) => isOwn(version, record))}
          search={search}
          onChange={change}
          hasOlder={history.hasNextPage}
          onOlder={() => void history.fetchNextPage()}
        />
      )}
      <CompareDrawer versions={versions} search={search} onChange={change} />
    </div>
  );
}

interface PageHeadProps {
  record: RecordRef;
  name: string;
  description: RecordDescription;
}

function PageHead({ record, name, description }: PageHeadProps) {
  return (
    <header className={classes.head}>
      <nav className={classes.crumbs} aria-label="Where you are">
        <Link to="/activity">Activity</Link>
        <Icon name="chevronRight" size={13} />
        <Link to="/activity" search={{ type: record.type }}>
          {record.type}
        </Link>
        <Icon name="chevronRight" size={13} />
        <span>{record.id}</span>
        <CopyButton value={record.id} label="Copy the id" />
      </nav>
      <h1 className={classes.title}>
        {name}
        {description.state !== 'present' && (
          <span className={classes.state} data-state={description.state}>
            {stateWords[description.state]}
          </span>
        )}
      </h1>
    </header>
  );
}

function NotThere({ record }: { record: RecordRef }) {
  return (
    <EmptyState icon="search" title={`No ${record.type} ${record.id} to show`}>
      <p>
        It never existed, or it is not for you to read. What you may read is in the{' '}
        <Link to="/activity">live activity</Link>.
      </p>
    </EmptyState>
  );
}
