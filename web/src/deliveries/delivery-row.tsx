import type { KeyboardEvent } from 'react';
import type { Delivery } from '../api/deliveries.js';
import { Countdown } from '../ui/countdown.js';
import { Icon } from '../ui/icon.js';
import { RecordLink } from '../ui/record-link.js';
import { RelativeTime } from '../ui/relative-time.js';
import { TraceLink } from '../ui/trace-link.js';
import { AttemptLog } from './attempt-log.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import { DeliveryActs } from './delivery-acts.js';
import classes from './delivery-list.module.css';
import { DeliveryState } from './delivery-state.js';

interface DeliveryRowProps {
  delivery: Delivery;
  opened: boolean;
  mayAct: boolean;
  onChange: (next: Partial<DeliveriesSearch>) => void;
}

/** One delivery; opens into its attempts. */
export function DeliveryRow({ delivery, opened, mayAct, onChange }: DeliveryRowProps) {
  const { id, state, subscriber, target, attempts, last_error: error } = delivery;
  const toggle = (): void => onChange({ id: opened ? undefined : id });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) toggle();
  };
  const why = state === 'skipped' ? delivery.skip_reason : error;
  return (
    <>
      <div
        role="row"
        className={classes.row}
        data-row
        data-delivery={id}
        data-opened={opened}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className={classes.line}>
          <span role="cell">
            <DeliveryState delivery={delivery} />
          </span>
          <span role="cell" className={classes.what}>
            <button
              type="button"
              className={classes.subscriber}
              title={`Show only ${subscriber}`}
              onClick={() => onChange({ subscriber })}
            >
              {subscriber}
            </button>
            {target !== '' && (
              <button
                type="button"
                className={classes.cell}
                title={`Show only ${subscriber} ${target}`}
                onClick={() => onChange({ subscriber, target })}
              >
                {target}
              </button>
            )}
            <Cause delivery={delivery} onChange={onChange} />
            {why !== null && state !== 'done' && <span className={classes.why}>{why}</span>}
          </span>
          <span role="cell" className={classes.attempts}>
            <button
              type="button"
              className={classes.toggle}
              aria-expanded={opened}
              aria-label={`Attempts of delivery ${id}: ${attempts}`}
              onClick={toggle}
            >
              <Icon name={opened ? 'chevronDown' : 'chevronRight'} size={14} />
              {attempts === 0 ? 'none yet' : `${attempts}`}
            </button>
          </span>
          <span role="cell" className={classes.time}>
            <When delivery={delivery} />
          </span>
          <span role="cell" className={classes.acts}>
            {delivery.correlation_id !== null && (
              <TraceLink id={delivery.correlation_id} node={`delivery:${id}`} />
            )}
            {mayAct && <DeliveryActs delivery={delivery} />}
          </span>
        </div>
      </div>
      {opened && (
        <div role="row" className={classes.detail}>
          <div role="cell">
            <AttemptLog delivery={delivery} />
          </div>
        </div>
      )}
    </>
  );
}

function When({ delivery }: { delivery: Delivery }) {
  const { state, attempts, available_at: next, done_at: done, created_at: created } = delivery;
  if (state === 'pending' && attempts > 0) return <Countdown to={next} />;
  return <RelativeTime at={done ?? created} />;
}

interface CauseProps {
  delivery: Delivery;
  onChange: (next: Partial<DeliveriesSearch>) => void;
}

function Cause({ delivery, onChange }: CauseProps) {
  const { event, kind, item_type: type, item_id: id } = delivery;
  return (
    <span className={classes.cause}>
      {event !== null && event !== '' && (
        <button
          type="button"
          className={classes.cell}
          title={`Show only ${event}`}
          onClick={() => onChange({ event })}
        >
          {event.replaceAll('_', ' ')}
        </button>
      )}{' '}
      {type !== null && type !== '' && id !== null ? (
        <RecordLink type={type} id={id} />
      ) : (
        <span>{kind}</span>
      )}
    </span>
  );
}
