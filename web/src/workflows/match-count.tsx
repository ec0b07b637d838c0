import type { Definition } from '../api/workflows.js';
import { DAYS, useMatchCount } from './use-check.js';
import classes from './workflow-form.module.css';

interface MatchCountProps {
  definition: Definition;
  valid: boolean;
}

/** What the conditions would have meant for the events that there were. */
export function MatchCount({ definition, valid }: MatchCountProps) {
  const { data: period, isFetching } = useMatchCount(definition, valid);
  if (!valid || !period) return null;
  const { matched, scanned, complete } = period;
  return (
    <p className={classes.count} role="status" data-busy={isFetching}>
      Would have matched <b>{matched.toLocaleString('en')}</b> of {complete ? '' : 'the newest '}
      {scanned.toLocaleString('en')} {scanned === 1 ? 'event' : 'events'} in the last {DAYS} days.
    </p>
  );
}
