import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listVersions } from '../api/audit.js';
import { mayOperate, sessionQuery } from '../api/session.js';
import type { Version, VersionPage } from '../api/version.js';
import { CopyButton } from '../ui/copy-button.js';
import { EmptyState } from '../ui/empty-state.js';
import { formatAbsolute } from '../ui/format-time.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { CorrelationItem } from './correlation-item.js';
import classes from './correlation-page.module.css';
import { depthsOf } from './depths-of.js';
import { UndoButton } from './undo-button.js';
import { actorName } from '../ui/actor-name.js';

const route = getRouteApi('/shell/correlations/$id');

/** Everything that one request, job or session caused, in the order in which it happened. */
export function CorrelationPage() {
  const { id } = route.useParams();
  const user = useQuery(sessionQuery).data;
  const query = useInfiniteQuery({
    queryKey: ['audit', 'correlation', id],
    queryFn: ({ pageParam, signal }) => readPage(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: VersionPage) => page.next ?? undefined,
  });
  const versions = (query.data?.pages.flatMap((page) => page.items) ?? []).toReversed();

  const depths = depthsOf(versions);

  useEffect(() => {
    document.title = 'Correlation · Backstory';
  }, []);

  return (
    <div className={classes.page}>
      <header>
        <nav className={classes.crumbs} aria-label="Where you are">
          <Link to="/activity">Activity</Link>
          <Icon name="chevronRight" size={13} />
          <span>Correlation</span>
        </nav>
        <div className={classes.head}>
          <h1 className={classes.title}>What happened together</h1>
          {mayOperate(user) && versions.length > 0 && <UndoButton correlation={id} />}
        </div>
        <p className={classes.id}>
          <code>{id}</code>
          <CopyButton value={id} label="Copy the correlation id" />
          <Link to="/activity" search={{ corr: id }}>
            Watch it live
          </Link>
        </p>
      </header>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div className={classes.panel}>
          <RowSkeletons rows={4} />
        </div>
      )}
      {query.isSuccess && versions.length === 0 && (
        <div className={classes.panel}>
          <EmptyState icon="bolt" title="Nothing was changed under this correlation">
            Only reading leaves no trace; a request that failed is rolled back as a whole.
          </EmptyState>
        </div>
      )}
      {versions.length > 0 && (
        <>
          <Summary versions={versions} complete={!query.hasNextPage} />
          {query.hasNextPage && (
            <Button
              variant="default"
              mx="auto"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show what came before
            </Button>
          )}
          <ol className={classes.panel}>
            {versions.map((version) => (
              <CorrelationItem
                key={version.id}
                version={version}
                depth={depths.get(version.id) ?? 0}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function readPage(id: string, after: string | undefined, signal: AbortSignal) {
  const query = new URLSearchParams({ correlation_id: id, limit: '100' });
  if (after !== undefined) query.set('after', after);
  return listVersions(query, signal);
}

function Summary({ versions, complete }: { versions: Version[]; complete: boolean }) {
  const [first] = versions;
  if (first === undefined) return null;
  const records = new Set(versions.map((version) => `${version.item_type}:${version.item_id}`))
    .size;
  return (
    <p className={classes.summary}>
      {complete ? '' : 'At least '}
      {count(versions.length, 'change')} to {count(records, 'record')} by{' '}
      <b title={first.whodunnit ?? undefined}>{actorName(first.whodunnit)}</b>,{' '}
      {formatAbsolute(new Date(first.created_at))}
      {first.reason !== null && <span className={classes.reason}>“{first.reason}”</span>}
    </p>
  );
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
