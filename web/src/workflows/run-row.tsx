import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Catalogue, retryRun, type WorkflowRun } from '../api/workflows.js';
import { formatLength } from '../ui/format-length.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateChip } from '../ui/state-chip.js';
import { tellFailure } from '../ui/toasts.js';
import { TraceLink } from '../ui/trace-link.js';
import { showValue } from './value-text.js';
import classes from './runs-tab.module.css';
import { TruthTree } from './truth-tree.js';

interface RunRowProps {
  run: WorkflowRun;
  catalogue: Catalogue | undefined;
  opened: boolean;
  mayAct: boolean;
  onToggle: () => void;
}

const skipReasons: Record<string, string> = {
  conditions: 'the conditions did not hold',
  automation: 'another workflow did it',
  depth: 'the chain of workflows was too long',
  already_ran: 'it ran for this already',
  budget: 'too much at once',
  gone: 'what it is about is gone',
};

/** One run; opens into how the conditions came out and what was done. */
export function RunRow({ run, catalogue, opened, mayAct, onToggle }: RunRowProps) {
  const { id, status, skip_reason: reason, detail, truth, actions } = run;
  return (
    <li
      className={classes.item}
      data-row
      data-run={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onToggle();
      }}
    >
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          aria-label={`Run ${id}`}
          onClick={onToggle}
        >
          <Icon name={opened ? 'chevronDown' : 'chevronRight'} size={14} />
        </button>
        <StateChip
          state={status === 'matched' ? 'running' : status}
          {...(status === 'matched' ? { label: 'under way' } : {})}
        />
        <span className={classes.words}>
          {run.action.replaceAll('_', ' ')} on{' '}
          {run.item_type === 'Issue' ? (
            <Link
              to="/issues/$id"
              params={{ id: run.aggregate_id }}
              search={{ event: run.event_id }}
            >
              issue #{run.aggregate_id}
            </Link>
          ) : (
            `${run.item_type} ${run.aggregate_id}`
          )}
          {reason !== null && `: ${skipReasons[reason] ?? reason}`}
          {detail !== null && ` (${detail})`}
        </span>
        <span className={classes.side}>
          {run.duration_ms !== null && <span>{formatLength(run.duration_ms)}</span>}
          <RelativeTime at={run.started_at} />
          {run.correlation_id !== null && (
            <TraceLink id={run.correlation_id} node={`workflow_run:${id}`} />
          )}
        </span>
      </div>
      {opened && (
        <div className={classes.detail}>
          {truth !== null && <TruthTree root={truth} catalogue={catalogue} />}
          <RunActions run={run} />
          {status === 'failed' && mayAct && <RetryButton id={id} />}
          {actions.length === 0 && truth === null && <p>Nothing more is known of it.</p>}
        </div>
      )}
    </li>
  );
}

function RunActions({ run }: { run: WorkflowRun }) {
  if (run.actions.length === 0) return null;
  return (
    <ol className={classes.actions} aria-label="What was done">
      {run.actions.map(({ type, label, state, attempts, result, error }, index) => (
        <li key={`${type} ${index}`}>
          <span className={classes.action}>
            <b>{label}</b> <StateChip state={state} />
            {attempts > 1 && <span>{attempts} attempts</span>}
          </span>
          {error !== null && <span className={classes.error}>{error}</span>}
          {result !== null && Object.keys(result).length > 0 && (
            <span className={classes.result}>
              {Object.entries(result)
                .map(([name, value]) => `${name.replaceAll('_', ' ')} ${showValue(value)}`)
                .join(', ')}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function RetryButton({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryRun(id),
    onError: tellFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['workflows', 'runs'] }),
  });
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="retry" size={14} />}
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        Do again what failed
      </Button>
    </div>
  );
}
