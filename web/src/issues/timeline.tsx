import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Issue, TimelineEntry } from '../api/issues.js';
import type { User } from '../api/session.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { CommentCard } from './comment-card.js';
import { DescriptionCard } from './description-card.js';
import classes from './issue-page.module.css';
import { QuietRun } from './quiet-run.js';
import { TimelineItem } from './timeline-item.js';
import { inRuns } from './timeline-runs.js';
import type { IssueTimeline } from './use-timeline.js';

interface TimelineProps {
  issue: Issue;
  user: User | null | undefined;
  timeline: IssueTimeline;
  /** The event that the link points to. */
  linked: string | undefined;
}

/** The description, then what happened, oldest first. */
export function Timeline({ issue, user, timeline, linked }: TimelineProps) {
  const { query, entries } = timeline;
  const list = useRowKeys<HTMLOListElement>();
  const gone = useRef<string>(undefined);

  useEffect(() => {
    if (linked === undefined || gone.current === linked) return;
    const target = list.current?.querySelector<HTMLElement>(`[data-event="${CSS.escape(linked)}"]`);
    if (!target) return;
    gone.current = linked;
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  });

  const show = (entry: TimelineEntry) => {
    const [part] = entry.parts;
    return part?.comment ? (
      <CommentCard
        key={entry.id}
        entry={entry}
        part={part}
        comment={part.comment}
        user={user}
        linked={linked}
      />
    ) : (
      <TimelineItem key={entry.id} entry={entry} linked={linked} />
    );
  };
  return (
    <>
      <DescriptionCard issue={issue} user={user} />
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <RowSkeletons rows={4} />}
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
      <ol ref={list} className={classes.timeline} aria-label="What happened, oldest first">
        {inRuns(entries, linked).map((run) =>
          run.quiet ? (
            <QuietRun key={run.entries[0]?.id} entries={run.entries} show={show} />
          ) : (
            run.entries.map(show)
          ),
        )}
      </ol>
    </>
  );
}
