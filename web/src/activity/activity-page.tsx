import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { usePageTitle } from '../ui/page-title.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { ActivityFeed } from './activity-feed.js';
import { type ActivityFilters, filterKeys, type FilterKey } from './activity-filters.js';
import classes from './activity-page.module.css';
import { FilterBar } from './filter-bar.js';
import { NewPill } from './new-pill.js';
import { useActivity } from './use-activity.js';
import { useAnnouncer } from './use-announcer.js';

const route = getRouteApi('/shell/activity');

/** What happens, as it happens. Everything shown is in the link: filters and pause. */
export function ActivityPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const paused = search.paused === true;
  const filters = useMemo<ActivityFilters>(() => {
    const { paused: _paused, ...rest } = search;
    return rest;
  }, [search]);
  const { list, snapshot } = useActivity(filters);
  const [scrolled, setScrolled] = useState(false);
  const filterInput = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const announcement = useAnnouncer(snapshot.pending.length);

  useEffect(() => list?.hold(paused || scrolled), [list, paused, scrolled]);
  const waiting = snapshot.pending.length;
  usePageTitle(`${waiting > 0 ? `(${waiting}) ` : ''}Activity`);

  const setFilters = useCallback(
    (next: ActivityFilters) => {
      void navigate({ search: (before) => ({ ...before, ...next }) });
      scroller.current?.scrollTo({ top: 0 });
    },
    [navigate],
  );
  const addFilter = useCallback(
    (key: FilterKey, value: string) => setFilters({ [key]: value }),
    [setFilters],
  );
  const togglePause = useCallback(() => {
    void navigate({ search: (before) => ({ ...before, paused: paused ? undefined : true }) });
  }, [navigate, paused]);
  const showNew = useCallback(() => {
    list?.showPending();
    scroller.current?.scrollTo({ top: 0 });
  }, [list]);

  useShortcuts({ p: togglePause, '.': showNew, '/': () => filterInput.current?.focus() });

  const filtered = filterKeys.some((key) => filters[key] !== undefined);
  const { rows, loading, error } = snapshot;
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <div className={classes.heading}>
          <h1 className={classes.title}>Live activity</h1>
          <p className={classes.lead}>Every change to every record, as it is committed.</p>
        </div>
        <Button
          variant={paused ? 'filled' : 'default'}
          leftSection={<Icon name={paused ? 'play' : 'pause'} />}
          onClick={togglePause}
          aria-pressed={paused}
          className={classes.pause}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
      </div>
      <FilterBar filters={filters} rows={rows} inputRef={filterInput} onChange={setFilters} />
      <section className={classes.panel} aria-label="Changes">
        <NewPill rows={snapshot.pending} paused={paused} onShow={showNew} />
        {error && (
          <div className={classes.notice}>
            <ProblemNotice error={error} onRetry={() => void list?.reload()} />
          </div>
        )}
        {loading && rows.length === 0 && <RowSkeletons />}
        {!loading && rows.length === 0 && !error && (
          <Nothing filtered={filtered} onClear={() => setFilters(noFilters)} />
        )}
        {rows.length > 0 && (
          <ActivityFeed
            snapshot={snapshot}
            scroller={scroller}
            onScrolled={setScrolled}
            onOlder={() => void list?.loadOlder()}
            onFilter={addFilter}
          />
        )}
      </section>
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}

const noFilters: ActivityFilters = Object.fromEntries(filterKeys.map((key) => [key, undefined]));

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon="filter" title="Nothing passes these filters">
        <p>New changes that pass them will appear here by themselves.</p>
        <Button variant="light" onClick={onClear}>
          Clear the filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="activity" title="Nothing happened yet">
      <p>
        Change a record and it appears here at once, whoever changes it: the API, a job or psql. For
        a first one: <code>npm run backstory -- seed</code>
      </p>
    </EmptyState>
  );
}
