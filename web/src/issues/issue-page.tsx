import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { issueQuery, viewIssue } from '../api/issues.js';
import { sessionQuery } from '../api/session.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { EmptyState } from '../ui/empty-state.js';
import { usePageTitle } from '../ui/page-title.js';
import pageClasses from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { CommentForm } from './comment-form.js';
import { concernsIssue } from './concerns-issue.js';
import { IssueHead } from './issue-head.js';
import classes from './issue-page.module.css';
import { IssueSide } from './issue-side.js';
import { Timeline } from './timeline.js';
import { useTimeline } from './use-timeline.js';

const route = getRouteApi('/shell/issues/$id');

/** One issue: what it says, and everything that was done about it, live. */
export function IssuePage() {
  const { id } = route.useParams();
  const { event } = route.useSearch();
  const user = useQuery(sessionQuery).data;
  const query = useQuery(issueQuery(id));
  const timeline = useTimeline(id);
  const issue = query.data;
  usePageTitle(issue === undefined ? 'Issue' : `${issue.reference} ${issue.title}`);

  useRefreshOnFeed({
    queryKey: ['issues', 'one', id],
    after: timeline.position,
    concerns: (entry) => concernsIssue(entry, id),
    enabled: timeline.query.isSuccess,
  });
  const loaded = issue !== undefined;
  useEffect(() => {
    // That it was looked at is an event too; a failure to say so is nobody's concern.
    if (loaded) viewIssue(id).catch(() => undefined);
  }, [loaded, id]);

  if (query.error instanceof ApiProblem && query.error.status === 404) {
    return (
      <EmptyState icon="issue" title={`No issue ${id} to show`}>
        <p>
          It never existed, or it is not for you to read. All others are in the{' '}
          <Link to="/issues">list of issues</Link>.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className={pageClasses.page}>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <RowSkeletons rows={6} />}
      {issue !== undefined && (
        <>
          <IssueHead issue={issue} user={user} />
          <div className={classes.columns}>
            <IssueSide issue={issue} user={user} />
            <div className={classes.main}>
              <Timeline issue={issue} user={user} timeline={timeline} linked={event} />
              <CommentForm issue={issue} user={user} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
