import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from './panel.js';
import { ProblemNotice } from './problem-notice.js';
import { RowSkeletons } from './row-skeletons.js';
import type { usePages } from './use-pages.js';

interface ListPanelProps {
  label: string;
  query: ReturnType<typeof usePages<unknown>>;
  /** Instead of a list without rows: why there are none. */
  empty: ReactNode;
  /** What the button for the next page says. */
  older: string;
  /** The list; not drawn when it has no rows. */
  children: ReactNode;
}

/** A list that is read page by page: what went wrong, what is there, and the way to older ones. */
export function ListPanel({ label, query, empty, older, children }: ListPanelProps) {
  return (
    <>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Panel label={label}>
        {query.isPending && <RowSkeletons />}
        {query.isSuccess && (query.data.length === 0 ? empty : children)}
      </Panel>
      {query.hasNextPage && (
        <Button
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {older}
        </Button>
      )}
    </>
  );
}
