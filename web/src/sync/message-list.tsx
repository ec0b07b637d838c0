import type { Message } from '../api/sync.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import classes from './message-list.module.css';
import { MessageRow } from './message-row.js';
import type { SyncPartProps } from './sync-page.js';

/** Messages of one direction. */
export function MessageList({
  messages,
  search,
  onChange,
}: SyncPartProps & { messages: Message[] }) {
  const list = useRowKeys<HTMLUListElement>();
  return (
    <ul ref={list} className={classes.list} aria-label="Messages, newest first">
      {messages.map((message) => (
        <MessageRow
          key={message.seq}
          message={message}
          opened={search.id === message.seq}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}
