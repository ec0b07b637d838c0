import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { type Listed, type ListedIssue, listIssues, projectsQuery } from '../api/issues.js';
import { mayWrite, sessionQuery } from '../api/session.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { EmptyState } from '../ui/empty-state.js';
import { FilterChips } from '../ui/filter-chips.js';
import { Icon } from '../ui/icon.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import rows from '../ui/rows.module.css';
import { usePages } from '../ui/use-pages.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { concernsIssues } from './concerns-issue.js';
import { IssueRow } from './issue-row.js';
import classes from './issues-page.module.css';
import { ProjectPicker } from './project-picker.js';

type Pages = InfiniteData<Listed<ListedIssue>, string | undefined>;

const NewIssueDialog = lazy(() => import('./new-issue-dialog.js'));
const route = getRouteApi('/shell/issues');

/** The issues of all projects; what is shown is in the link. */
export function IssuesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const user = useQuery(sessionQuery).data;
  const projects = useQuery(projectsQuery).data ?? [];
  const [opening, setOpening] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useRowKeys<HTMLUListElement>();
  const query = useIssues(search);
  const change = (next: Partial<typeof search>): void => {
    void navigate({ search: (before) => ({ ...before, ...next }) });
  };
  useShortcuts({ '/': () => input.current?.focus() });

  const { state, q: _q, ...chips } = search;
  const filtered = Object.values(search).some((value) => value !== undefined && value !== 'all');
  return (
    <Page
      title="Issues"
      lead="What people report and agree on, and everything that follows from it."
      actions={
        mayWrite(user) && projects.length > 0 ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setOpening(true)}>
            New issue
          </Button>
        ) : undefined
      }
    >
      <div className={classes.filters}>
        <SearchField value={search.q ?? ''} inputRef={input} onSearch={(q) => change({ q })} />
        <ProjectPicker
          projects={projects}
          value={search.project}
          onChange={(project) => change({ project })}
        />
        <SegmentedControl
          aria-label="State"
          value={state ?? 'open'}
          onChange={(value) => {
            change({ state: value === 'closed' || value === 'all' ? value : undefined });
          }}
          data={[
            { value: 'open', label: 'Open' },
            { value: 'closed', label: 'Closed' },
            { value: 'all', label: 'All' },
          ]}
        />
      </div>
      <FilterChips filters={chips} onRemove={(key) => change({ [key]: undefined })} />
      <ListPanel
        label="Issues"
        query={query}
        older="Show older issues"
        empty={
          <EmptyState icon="issue" title={filtered ? 'No issue passes these filters' : 'No issues'}>
            {filtered ? (
              <Button variant="light" onClick={() => void navigate({ search: { state: 'all' } })}>
                Show all issues
              </Button>
            ) : (
              <p>
                Open one, or write some with <code>npm run backstory -- seed</code>
              </p>
            )}
          </EmptyState>
        }
      >
        <ul ref={list} className={rows.list}>
          {query.data?.map((issue) => (
            <IssueRow key={issue.id} issue={issue} onFilter={change} />
          ))}
        </ul>
      </ListPanel>
      {opening && (
        <Suspense>
          <NewIssueDialog
            projects={projects}
            project={search.project}
            onClose={() => setOpening(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

function useIssues(search: Record<string, string | undefined>) {
  const wanted = new URLSearchParams({ limit: '50' });
  for (const [key, value] of Object.entries({ state: 'open', ...search })) {
    if (value !== undefined && value !== 'all') wanted.set(key, value);
  }
  const queryKey = ['issues', 'list', wanted.toString()];
  const query = usePages<ListedIssue>({ queryKey, filter: wanted, list: listIssues });
  const position = useQueryClient().getQueryData<Pages>(queryKey)?.pages[0]?.feed_position;
  useRefreshOnFeed({
    queryKey: ['issues', 'list'],
    after: position,
    concerns: concernsIssues,
    enabled: query.isSuccess,
  });
  return query;
}

interface SearchFieldProps {
  value: string;
  inputRef: React.RefObject<HTMLInputElement | null>;
  onSearch: (text: string | undefined) => void;
}

function SearchField({ value, inputRef, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(text.trim() || undefined);
  };
  return (
    <form role="search" className={classes.search} onSubmit={search}>
      <TextInput
        ref={inputRef}
        type="search"
        aria-label="Search the issues"
        placeholder="Search: words of title or text"
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={search}
      />
    </form>
  );
}
