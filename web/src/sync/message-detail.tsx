import type { ReactNode } from 'react';
import { parseExact } from '../api/exact-number.js';
import type { Message } from '../api/sync.js';
import { ValueView } from '../diff/value-view.js';
import { CopyButton } from '../ui/copy-button.js';
import { formatAbsolute } from '../ui/format-time.js';
import classes from './message-list.module.css';

/** What a message carries, as it went over the wire, and what became of it. */
export function MessageDetail({ message }: { message: Message }) {
  const { body, created_at: created, done_at: done } = message;
  const record = readRecord(body);
  return (
    <div className={classes.detail}>
      <div className={classes.heading}>
        <h3>{record === undefined ? 'No record can be read out of it' : record.name}</h3>
        <CopyButton value={body} label="Copy the body as it went over the wire" />
      </div>
      {record === undefined ? (
        <ValueView value={body} />
      ) : (
        <dl className={classes.values}>
          {Object.entries(record.attributes).map(([name, value]) => (
            <Pair key={name} name={name}>
              <ValueView value={value} />
            </Pair>
          ))}
        </dl>
      )}
      <dl className={classes.facts}>
        <Pair name={message.direction === 'inbound' ? 'Came' : 'Written'}>
          {formatAbsolute(new Date(created))}
        </Pair>
        {done !== null && (
          <Pair name={message.direction === 'inbound' ? 'Applied' : 'Confirmed'}>
            {formatAbsolute(new Date(done))}
          </Pair>
        )}
        <Pair name="Attempts">{message.attempts}</Pair>
        {message.last_error !== null && <Pair name="Last error">{message.last_error}</Pair>}
        {message.skip_reason !== null && <Pair name="Skipped because">{message.skip_reason}</Pair>}
      </dl>
    </div>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The first pair of the body: whose record it is, and its attributes. */
function readRecord(body: string): { name: string; attributes: object } | undefined {
  try {
    const [first] = Object.entries(parseExact(body) as Record<string, unknown>);
    if (first === undefined || typeof first[1] !== 'object' || first[1] === null) return undefined;
    return { name: first[0], attributes: first[1] };
  } catch {
    return undefined;
  }
}
