import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type Change, type Handling, replayChange } from '../api/changes.js';
import { DeliveryActs } from '../deliveries/delivery-acts.js';
import { DeliveryState } from '../deliveries/delivery-state.js';
import { useDeliveryAct } from '../deliveries/use-delivery-act.js';
import { Countdown } from '../ui/countdown.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { tellFailure } from '../ui/toasts.js';
import classes from './change-detail.module.css';
import { EffectLine } from './effect-line.js';

interface HandlingListProps {
  change: Change;
  mayAct: boolean;
}

/** What everybody made of a change who is told of such changes, and what that brought about. */
export function HandlingList({ change, mayAct }: HandlingListProps) {
  const { version, deliveries } = change;
  if (deliveries.length === 0) {
    return <p className={classes.none}>Nobody follows changes of {version.item_type}.</p>;
  }
  return (
    <ul className={classes.handlings}>
      {deliveries.map((handling) => (
        <li key={handling.id} className={classes.handling} data-handling={handling.id}>
          <div className={classes.head}>
            <DeliveryState delivery={handling} />
            <b>{handling.subscriber}</b>
            {handling.target !== '' && <code>{handling.target}</code>}
            {handling.replay && <span className={classes.dim}>replayed</span>}
            <Attempts handling={handling} />
            <span className={classes.dim}>
              <When handling={handling} />
            </span>
            {mayAct && (
              <span className={classes.acts}>
                <DeliveryActs delivery={handling} />
                {handling.state === 'done' && <Replay id={version.id} handling={handling} />}
              </span>
            )}
          </div>
          <Why handling={handling} />
          {handling.effects.map((effect) => (
            <EffectLine key={`${effect.kind}:${effect.id}`} effect={effect} />
          ))}
          {handling.more_effects && version.correlation_id !== null && (
            <Link
              to="/correlations/$id"
              params={{ id: version.correlation_id }}
              search={{ node: `delivery:${handling.handled_with ?? handling.id}` }}
            >
              And more: all of it in the trace
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function Attempts({ handling }: { handling: Handling }) {
  const { id, subscriber, attempts, handled_with: head } = handling;
  const shown = head ?? id;
  return (
    <Link to="/deliveries" search={{ subscriber, id: shown }} className={classes.dim}>
      {head === null
        ? `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`
        : `together with delivery ${head}`}
    </Link>
  );
}

function When({ handling }: { handling: Handling }) {
  const { state, attempts, available_at: next, done_at: done, created_at: created } = handling;
  if (state === 'pending' && attempts > 0) return <Countdown to={next} />;
  return <RelativeTime at={done ?? created} />;
}

function Why({ handling }: { handling: Handling }) {
  const { state, skip_reason: reason, last_error: error } = handling;
  const why = state === 'skipped' ? reason : error;
  return why === null || state === 'done' ? null : <pre className={classes.why}>{why}</pre>;
}

function Replay({ id, handling }: { id: string; handling: Handling }) {
  const { subscriber } = handling;
  const replay = useDeliveryAct(() => replayChange(id, subscriber), { onError: tellFailure });
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<Icon name="retry" size={13} />}
      loading={replay.isPending}
      onClick={() => replay.mutate()}
      aria-label={`Replay change ${id} for ${subscriber}`}
    >
      Replay
    </Button>
  );
}
