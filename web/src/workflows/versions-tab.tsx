import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  type Catalogue,
  listWorkflowVersions,
  type Paged,
  type Workflow,
  type WorkflowVersion,
} from '../api/workflows.js';
import { actorName } from '../ui/actor-name.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { TraceLink } from '../ui/trace-link.js';
import classes from './runs-tab.module.css';
import { showValue } from './value-text.js';
import { actionWords, conditionWords, triggerWords } from './workflow-words.js';

interface VersionsTabProps {
  catalogue: Catalogue;
  workflow: Workflow;
  opened: string | undefined;
  onOpen: (number: string | undefined) => void;
  /** Takes a version into the form; none for who may not write. */
  onTake?: (version: WorkflowVersion) => void;
}

/** What the workflow said before, newest first. */
export function VersionsTab({ catalogue, workflow, opened, onOpen, onTake }: VersionsTabProps) {
  const { id, version: current } = workflow;
  const query = useInfiniteQuery({
    queryKey: ['workflows', 'versions', id],
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams({ limit: '50' });
      if (pageParam !== undefined) wanted.set('after', pageParam);
      return listWorkflowVersions(id, wanted, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Paged<WorkflowVersion>) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
  return (
    <>
      {query.error && <ProblemNotice error={query.error} />}
      <Panel label="Versions">
        {query.isPending && <RowSkeletons rows={3} />}
        <ul className={classes.list}>
          {query.data?.map((version) => {
            const open = opened === String(version.number);
            return (
              <li key={version.number} className={classes.item} data-version={version.number}>
                <div className={classes.line}>
                  <button
                    type="button"
                    className={classes.toggle}
                    aria-expanded={open}
                    aria-label={`Version ${version.number}`}
                    onClick={() => onOpen(open ? undefined : String(version.number))}
                  >
                    <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
                  </button>
                  <span className={classes.words}>
                    Version {version.number}
                    {version.number === current && ', the current one'}, by{' '}
                    {actorName(version.created_by)}
                  </span>
                  <span className={classes.side}>
                    <RelativeTime at={version.created_at} />
                    {version.correlation_id !== null && <TraceLink id={version.correlation_id} />}
                  </span>
                </div>
                {open && (
                  <div className={classes.detail}>
                    <VersionWords version={version} catalogue={catalogue} />
                    {onTake && version.number !== current && (
                      <div>
                        <Button size="xs" variant="default" onClick={() => onTake(version)}>
                          Take it into the form
                        </Button>
                      </div>
                    )}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </Panel>
      {query.hasNextPage && (
        <Button variant="default" mx="auto" onClick={() => void query.fetchNextPage()}>
          Show older versions
        </Button>
      )}
    </>
  );
}

function VersionWords({ version, catalogue }: { version: WorkflowVersion; catalogue: Catalogue }) {
  return (
    <div className={classes.result}>
      <p style={{ margin: 0 }}>
        <b>When</b> {triggerWords(catalogue, version).toLowerCase()} <b>if</b>{' '}
        {conditionWords(catalogue, version.conditions)}
      </p>
      <ol className={classes.actions}>
        {version.actions.map(({ type, ...fields }, index) => (
          <li key={`${type} ${index}`}>
            <b>{actionWords(catalogue, type)}</b>
            {Object.entries(fields).map(([name, value]) => (
              <span key={name} className={classes.result}>
                {name.replaceAll('_', ' ')}: {showValue(value)}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
