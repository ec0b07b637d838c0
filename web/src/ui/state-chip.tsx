import classes from './state-chip.module.css';

const tones: Record<string, 'good' | 'bad' | 'busy' | 'warn'> = {
  done: 'good',
  completed: 'good',
  processed: 'good',
  delivered: 'good',
  matched: 'good',
  succeeded: 'good',
  open: 'good',
  dead: 'bad',
  parked: 'bad',
  failed: 'bad',
  error: 'bad',
  quarantined: 'bad',
  pending: 'busy',
  queued: 'busy',
  active: 'busy',
  running: 'busy',
  waiting: 'busy',
  skipped: 'warn',
  delayed: 'warn',
  unclaimed: 'warn',
  disabled: 'warn',
};

/** How something stands, in a word and a colour. */
export function StateChip({ state, label }: { state: string; label?: string }) {
  return (
    <span className={classes.chip} data-tone={tones[state]}>
      {label ?? state.replaceAll('_', ' ')}
    </span>
  );
}
