import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { mayOperate, sessionQuery } from '../api/session.js';
import type { Trace } from '../api/trace.js';
import { CopyButton } from '../ui/copy-button.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { usePageTitle } from '../ui/page-title.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { saveJson } from '../ui/save-json.js';
import classes from './trace-page.module.css';
import { TraceSummary } from './trace-summary.js';
import { buildTree } from './trace-tree.js';
import { TraceView } from './trace-view.js';
import { UndoButton } from './undo-button.js';
import { useTrace } from './use-trace.js';

const route = getRouteApi('/shell/correlations/$id');
const nothing: Trace['nodes'] = [];

/** Everything that one request, job or session caused: who caused whom, and when. */
export function TracePage() {
  const { id } = route.useParams();
  const user = useQuery(sessionQuery).data;
  const query = useTrace(id);
  const nodes = query.data?.nodes ?? nothing;
  const tree = useMemo(() => buildTree(nodes), [nodes]);
  const unknown = query.error instanceof ApiProblem && query.error.status === 404;

  usePageTitle('Trace');

  return (
    <div className={classes.page}>
      <header>
        <nav className={classes.crumbs} aria-label="Where you are">
          <Link to="/activity">Activity</Link>
          <Icon name="chevronRight" size={13} />
          <span>Trace</span>
        </nav>
        <div className={classes.head}>
          <h1 className={classes.title}>What happened together</h1>
          {nodes.length > 0 && (
            <div className={classes.acts}>
              <Button
                variant="default"
                leftSection={<Icon name="download" />}
                onClick={() => saveJson(`trace-${id}.json`, { correlation_id: id, nodes })}
              >
                JSON
              </Button>
              {mayOperate(user) && nodes.some(({ kind }) => kind === 'version') && (
                <UndoButton correlation={id} />
              )}
            </div>
          )}
        </div>
        <p className={classes.id}>
          <code>{id}</code>
          <CopyButton value={id} label="Copy the correlation id" />
          <Link to="/activity" search={{ corr: id }}>
            Watch it live
          </Link>
        </p>
      </header>
      {query.error && !unknown && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && (
        <div className={classes.panel}>
          <RowSkeletons rows={6} />
        </div>
      )}
      {unknown && (
        <div className={classes.panel}>
          <EmptyState icon="tree" title="Nothing was changed under this correlation">
            Only reading leaves no trace; a request that failed is rolled back as a whole. What you
            may not read is not shown either.
          </EmptyState>
        </div>
      )}
      {nodes.length > 0 && !unknown && (
        <>
          <TraceSummary tree={tree} cut={query.data?.cut === true} />
          <TraceView tree={tree} />
        </>
      )}
    </div>
  );
}
