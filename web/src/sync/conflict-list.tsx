import { Fragment } from 'react';
import type { Conflict } from '../api/sync.js';
import { ValueView } from '../diff/value-view.js';
import { fieldName } from '../ui/sentence.js';
import { RecordLink } from '../ui/record-link.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateChip } from '../ui/state-chip.js';
import { TraceLink } from '../ui/trace-link.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { BesideButton } from './beside-button.js';
import classes from './conflict-list.module.css';
import type { SyncPartProps } from './sync-page.js';

interface ConflictListProps {
  conflicts: Conflict[];
  onChange: SyncPartProps['onChange'];
}

/** What both sides changed, what each had, what was decided and why. */
export function ConflictList({ conflicts, onChange }: ConflictListProps) {
  const list = useRowKeys<HTMLUListElement>();
  return (
    <ul ref={list} className={classes.list} aria-label="Conflicts, newest first">
      {conflicts.map((conflict) => (
        <ConflictRow key={conflict.id} conflict={conflict} onChange={onChange} />
      ))}
    </ul>
  );
}

const decisions: Record<string, { state: string; label: string }> = {
  ours: { state: 'done', label: 'ours kept' },
  theirs: { state: 'done', label: 'theirs taken' },
  merged: { state: 'done', label: 'merged' },
  parked: { state: 'parked', label: 'waits for a person' },
};

interface ConflictRowProps {
  conflict: Conflict;
  onChange: SyncPartProps['onChange'];
}

function ConflictRow({ conflict, onChange }: ConflictRowProps) {
  const { id, peer, item_type: type, item_id: item, fields, ours, theirs } = conflict;
  const decision = decisions[conflict.decision] ?? {
    state: conflict.decision,
    label: conflict.decision,
  };
  return (
    <li className={classes.item} data-row data-conflict={id} tabIndex={-1}>
      <div className={classes.head}>
        <StateChip {...decision} />
        <p className={classes.what}>
          <RecordLink type={type} id={item} /> with {peer}
        </p>
        <span className={classes.side}>
          <RelativeTime at={conflict.created_at} />
          {conflict.correlation_id !== null && <TraceLink id={conflict.correlation_id} />}
          <BesideButton type={type} id={item} peer={peer} onChange={onChange} />
        </span>
      </div>
      {fields.length === 0 ? (
        <p className={classes.none}>One side destroyed it, the other one changed it.</p>
      ) : (
        <dl className={classes.values}>
          {fields.map((field) => (
            <Fragment key={field}>
              <dt title={field}>{fieldName(field)}</dt>
              <dd>
                <span className={classes.whose}>here</span>
                <ValueView value={ours[field]} />
              </dd>
              <dd>
                <span className={classes.whose}>{peer}</span>
                <ValueView value={theirs[field]} />
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      <p className={classes.reason}>
        By the rule “{conflict.policy.replaceAll('_', ' ')}”: {conflict.reason}
      </p>
    </li>
  );
}
