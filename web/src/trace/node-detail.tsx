import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DeliveryAttempt } from '../api/deliveries.js';
import { versionQuery } from '../api/audit.js';
import { FieldChanges } from '../diff/field-changes.js';
import { onlySide } from '../diff/only-side.js';
import { CopyButton } from '../ui/copy-button.js';
import { factText } from '../ui/fact-text.js';
import { formatLength, millis } from '../ui/format-length.js';
import { formatAbsolute } from '../ui/format-time.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { StateChip } from '../ui/state-chip.js';
import { describeNode } from './describe-node.js';
import type { TraceBranch } from './trace-tree.js';
import classes from './trace-view.module.css';

const route = getRouteApi('/shell/correlations/$id');

interface NodeDetailProps {
  branch: TraceBranch;
  offset: string | null;
  onReveal: (key: string) => void;
}

/** Shown elsewhere in the row, or nothing to a reader. */
const HIDDEN = new Set([
  'kind',
  'id',
  'causation_id',
  'occurred_at',
  'item_type',
  'item_id',
  'attempts',
  'attempts_log',
]);

/** All that is known of one step; a change with its values. */
export function NodeDetail({ branch, offset, onReveal }: NodeDetailProps) {
  const { node, parent } = branch;
  const { id: correlation } = route.useParams();
  const facts = Object.entries(node).filter(
    ([name, value]) => !HIDDEN.has(name) && value !== null && value !== '' && name !== 'changed',
  );
  return (
    <div className={classes.detail} data-detail>
      <dl>
        <Fact name="Name">
          <code>{branch.key}</code>
          <CopyButton value={branch.key} label="Copy its name" />
        </Fact>
        {node.occurred_at !== null && (
          <Fact name="At">
            {formatAbsolute(new Date(node.occurred_at))}
            {offset !== null && ` (+${offset})`}
          </Fact>
        )}
        {parent !== undefined && (
          <Fact name="Caused by">
            <button type="button" className={classes.cause} onClick={() => onReveal(parent.key)}>
              {describeNode(parent.node).text}
            </button>
          </Fact>
        )}
        {node.kind === 'delivery' && (
          <Fact name="Delivery">
            <Link to="/deliveries" search={{ corr: correlation, id: node.id }}>
              Retry, skip and more
            </Link>
          </Fact>
        )}
        {node.kind === 'workflow_run' && (
          <Fact name="Run">
            <Link
              to="/workflows/$id"
              params={{ id: factText(node['workflow_id']) }}
              search={{ tab: 'runs', run: node.id }}
            >
              How its conditions came out
            </Link>
          </Fact>
        )}
        {Array.isArray(node['attempts_log']) && (
          <Fact name="Attempts">
            <Attempts log={node['attempts_log'] as DeliveryAttempt[]} />
          </Fact>
        )}
        {facts.map(([name, value]) => (
          <Fact key={name} name={name.replaceAll('_', ' ')}>
            {typeof value === 'object' ? <code>{factText(value)}</code> : factText(value)}
          </Fact>
        ))}
      </dl>
      {node.kind === 'version' && <VersionChanges id={node.id} />}
    </div>
  );
}

function Attempts({ log }: { log: DeliveryAttempt[] }) {
  return (
    <ol className={classes.attempts}>
      {log.map(({ attempt, outcome, error, started_at: start, finished_at: end }, index) => (
        <li key={`${attempt} ${index}`}>
          <StateChip state={outcome} />{' '}
          {end !== null && formatLength((millis(end) ?? 0) - (millis(start) ?? 0))} {error}
        </li>
      ))}
    </ol>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function VersionChanges({ id }: { id: string }) {
  const version = useQuery(versionQuery(id));
  if (version.error) return <ProblemNotice error={version.error} />;
  if (version.data === undefined) return <RowSkeletons rows={2} />;
  const { object_changes: changes, event } = version.data;
  return <FieldChanges changes={changes} {...onlySide(event)} />;
}
