import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { mayOperate, sessionQuery } from '../api/session.js';
import { catalogueQuery, listWorkflows, type Paged, type Workflow } from '../api/workflows.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { WorkflowRow } from './workflow-row.js';
import classes from './workflows-page.module.css';

const route = getRouteApi('/shell/workflows');

/** What people had the machine do when something happens. */
export function WorkflowsPage() {
  const { enabled } = route.useSearch();
  const navigate = route.useNavigate();
  const user = useQuery(sessionQuery).data;
  const catalogue = useQuery(catalogueQuery).data;
  const list = useRowKeys<HTMLUListElement>();
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'list', enabled],
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams({ limit: '50' });
      if (enabled !== undefined) wanted.set('enabled', enabled);
      if (pageParam !== undefined) wanted.set('after', pageParam);
      return listWorkflows(wanted, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Paged<Workflow>) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    staleTime: 0,
  });
  useRefreshOnFeed({
    queryKey: ['workflows', 'list'],
    after: undefined,
    concerns: (entry) => entry.item_type === 'Workflow',
    enabled: query.isSuccess,
  });
  const workflows = query.data ?? [];
  const write = mayOperate(user);
  const create = (
    <Button
      renderRoot={(props) => <Link to="/workflows/$id" params={{ id: 'new' }} {...props} />}
      leftSection={<Icon name="plus" />}
    >
      New workflow
    </Button>
  );
  return (
    <Page
      title="Workflows"
      lead="When this happens, and if that holds, then do so."
      actions={write ? create : undefined}
    >
      <div>
        <SegmentedControl
          aria-label="Which workflows"
          value={enabled ?? 'all'}
          onChange={(value) => {
            const wanted = value === 'true' || value === 'false' ? value : undefined;
            void navigate({ search: { enabled: wanted } });
          }}
          data={[
            { value: 'all', label: 'All' },
            { value: 'true', label: 'On' },
            { value: 'false', label: 'Off' },
          ]}
        />
      </div>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Panel label="Workflows">
        {query.isPending && <RowSkeletons rows={4} />}
        {query.isSuccess && workflows.length === 0 && (
          <EmptyState
            icon="flow"
            title={enabled === undefined ? 'No workflows yet' : 'None of the workflows is so'}
          >
            <p>
              {write
                ? 'Have an issue answered, labelled or closed by itself, when what you say happens.'
                : 'Operators write them.'}
            </p>
          </EmptyState>
        )}
        {workflows.length > 0 && (
          <ul className={classes.list} ref={list}>
            {workflows.map((workflow) => (
              <WorkflowRow
                key={workflow.id}
                workflow={workflow}
                catalogue={catalogue}
                mayWrite={write}
              />
            ))}
          </ul>
        )}
      </Panel>
      {query.hasNextPage && (
        <Button
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older workflows
        </Button>
      )}
    </Page>
  );
}
