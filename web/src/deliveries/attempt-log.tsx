import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Delivery, type DeliveryAttempt, deliveryQuery } from '../api/deliveries.js';
import { Countdown } from '../ui/countdown.js';
import { factText } from '../ui/fact-text.js';
import { formatLength, millis } from '../ui/format-length.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { StateChip } from '../ui/state-chip.js';
import classes from './attempt-log.module.css';

/** Every attempt of a delivery, oldest first, and when the next one comes. */
export function AttemptLog({ delivery }: { delivery: Delivery }) {
  const { id, state, attempts } = delivery;
  const query = useQuery({
    ...deliveryQuery(id, `${state} ${attempts}`),
    placeholderData: keepPreviousData,
  });
  if (query.error) return <ProblemNotice error={query.error} />;
  if (query.data === undefined) return <RowSkeletons rows={2} />;
  const log = query.data.attempts_log;
  return (
    <div className={classes.log}>
      <p className={classes.head}>
        Delivery {id}
        {delivery.causation_id !== null && ` of ${delivery.causation_id.replace(':', ' ')}`}
        {delivery.replay && ', a replay'}
      </p>
      {log.length === 0 && <p className={classes.none}>Nobody tried yet.</p>}
      <ol className={classes.attempts} aria-label={`Attempts of delivery ${id}`}>
        {log.map((attempt, index) => (
          <Attempt key={`${attempt.attempt} ${index}`} attempt={attempt} />
        ))}
      </ol>
      {state === 'pending' && attempts > 0 && (
        <p className={classes.none}>
          The next attempt comes <Countdown to={delivery.available_at} />.
        </p>
      )}
    </div>
  );
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const { outcome, error, detail, started_at: start, finished_at: end } = attempt;
  const facts = Object.entries(detail ?? {}).filter(([, value]) => value !== null);
  const took = end === null ? undefined : (millis(end) ?? 0) - (millis(start) ?? 0);
  return (
    <li className={classes.attempt}>
      <span className={classes.number}>{attempt.attempt}.</span>
      <StateChip state={outcome} />
      <span className={classes.time}>
        <RelativeTime at={start} />
        {took !== undefined && `, took ${formatLength(took)}`}
      </span>
      {error !== null && <pre className={classes.error}>{error}</pre>}
      {facts.length > 0 && (
        <dl className={classes.detail}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name.replaceAll('_', ' ')}</dt>
              <dd>{factText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
