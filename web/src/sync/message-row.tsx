import type { KeyboardEvent } from 'react';
import type { Message } from '../api/sync.js';
import { Countdown } from '../ui/countdown.js';
import { Icon } from '../ui/icon.js';
import { RecordLink } from '../ui/record-link.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateChip } from '../ui/state-chip.js';
import { TraceLink } from '../ui/trace-link.js';
import { BesideButton } from './beside-button.js';
import { MessageActs } from './message-acts.js';
import { MessageDetail } from './message-detail.js';
import classes from './message-list.module.css';
import type { SyncPartProps } from './sync-page.js';
import { stateNames } from './sync-search.js';

interface MessageRowProps {
  message: Message;
  opened: boolean;
  onChange: SyncPartProps['onChange'];
}

/** One message; opens into what it carries. */
export function MessageRow({ message, opened, onChange }: MessageRowProps) {
  const { seq, id, peer, direction, item_type: type, item_id: item } = message;
  const toggle = (): void => onChange({ id: opened ? undefined : seq });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) toggle();
  };
  const why = message.state === 'skipped' ? message.skip_reason : message.last_error;
  return (
    <li
      className={classes.item}
      data-row
      data-message={seq}
      data-opened={opened}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          aria-label={`What message ${id} ${direction === 'inbound' ? 'of' : 'to'} ${peer} carries`}
          onClick={toggle}
        >
          <Icon name={opened ? 'chevronDown' : 'chevronRight'} size={14} />
        </button>
        <MessageState message={message} />
        <div className={classes.words}>
          <p className={classes.what}>
            {message.event ?? 'a record'}{' '}
            {type !== null && item !== null ? (
              <RecordLink type={type} id={item} />
            ) : (
              <span>that is not here yet</span>
            )}
          </p>
          <p className={classes.who}>
            {direction === 'inbound' ? 'from' : 'to'} {peer}, number {id}
            {message.whodunnit !== null && <> · by {message.whodunnit}</>}
            {message.attempts > 1 && <> · {message.attempts} attempts</>}
          </p>
          {why !== null && !isDone(message) && <p className={classes.why}>{why}</p>}
        </div>
        <span className={classes.side}>
          <When message={message} />
          {message.correlation_id !== null && (
            <TraceLink id={message.correlation_id} node={`${direction}_message:${seq}`} />
          )}
          {type !== null && item !== null && (
            <BesideButton type={type} id={item} peer={peer} onChange={onChange} />
          )}
          {direction === 'inbound' && <MessageActs message={message} />}
        </span>
      </div>
      {opened && <MessageDetail message={message} />}
    </li>
  );
}

function isDone({ state }: Message): boolean {
  return state === 'processed' || state === 'delivered';
}

function MessageState({ message: { state, attempts } }: { message: Message }) {
  if (state === 'pending' && attempts > 0) return <StateChip state="delayed" label="will retry" />;
  return <StateChip state={state} label={stateNames[state] ?? state} />;
}

function When({ message }: { message: Message }) {
  const { state, attempts, available_at: next, done_at: done, created_at: created } = message;
  if (state === 'pending' && attempts > 0 && next !== null) return <Countdown to={next} />;
  return <RelativeTime at={done ?? created} />;
}
