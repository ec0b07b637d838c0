import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  catalogueQuery,
  listRuns,
  type Paged,
  type RunStatus,
  type Workflow,
  type WorkflowRun,
} from '../api/workflows.js';
import { EmptyState } from '../ui/empty-state.js';
import { Panel } from '../ui/panel.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { RunRow } from './run-row.js';
import classes from './runs-tab.module.css';

/** Runs under way end without a word where nobody follows the feed of the workflow. */
const LOOK_MS = 2_000;

interface RunsSearch {
  status?: RunStatus | undefined;
  run?: string | undefined;
}

interface RunsTabProps {
  workflow: Workflow;
  search: RunsSearch;
  mayAct: boolean;
  onChange: (next: RunsSearch) => void;
}

const statuses: { value: RunStatus | ''; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
  { value: 'matched', label: 'Under way' },
  { value: 'skipped', label: 'Skipped' },
];

/** Each time the workflow was asked, newest first. */
export function RunsTab({ workflow, search, mayAct, onChange }: RunsTabProps) {
  const { id } = workflow;
  const catalogue = useQuery(catalogueQuery).data;
  const list = useRowKeys<HTMLUListElement>();
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'runs', id, search.status],
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams({ limit: '50' });
      if (search.status !== undefined) wanted.set('status', search.status);
      if (pageParam !== undefined) wanted.set('after', pageParam);
      return listRuns(id, wanted, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Paged<WorkflowRun>) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    staleTime: 0,
    refetchInterval: LOOK_MS,
  });
  const runs = query.data ?? [];
  return (
    <>
      <div>
        <SegmentedControl
          aria-label="Which runs"
          value={search.status ?? ''}
          onChange={(value) => {
            const status = statuses.find((known) => known.value === value)?.value;
            onChange({ status: status || undefined, run: undefined });
          }}
          data={statuses}
          style={{ overflowX: 'auto', maxWidth: '100%' }}
        />
      </div>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Panel label="Runs">
        {query.isPending && <RowSkeletons rows={4} />}
        {query.isSuccess && runs.length === 0 && (
          <EmptyState icon="flow" title="No such runs">
            <p>The workflow is asked whenever its event happens while it is on.</p>
          </EmptyState>
        )}
        {runs.length > 0 && (
          <ul className={classes.list} ref={list}>
            {runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                catalogue={catalogue}
                opened={search.run === run.id}
                mayAct={mayAct}
                onToggle={() => onChange({ run: search.run === run.id ? undefined : run.id })}
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
          Show older runs
        </Button>
      )}
    </>
  );
}
