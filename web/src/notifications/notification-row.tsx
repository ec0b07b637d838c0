import { ActionIcon, Tooltip } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import type { Notification } from '../api/notifications.js';
import { actorName } from '../ui/actor-name.js';
import { Avatar } from '../ui/avatar.js';
import { eventStyle } from '../ui/event-style.js';
import { ToneIcon } from '../ui/event-icon.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { TraceLink } from '../ui/trace-link.js';
import classes from './notifications.module.css';

interface NotificationRowProps {
  notification: Notification;
  onRead: () => void;
}

/** One thing somebody was told; who opens it has read it. */
export function NotificationRow({ notification, onRead }: NotificationRowProps) {
  const { id, kind, title, body, link, actor, read_at: readAt } = notification;
  const { history } = useRouter();
  const unread = readAt === null;
  const open = (event: MouseEvent): void => {
    if (unread) onRead();
    // Another tab opens by itself.
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.push(`/console${link}`);
  };
  return (
    <li className={classes.item} data-row data-notification={id} data-unread={unread} tabIndex={-1}>
      <span className={classes.dot} title={unread ? 'Unread' : undefined} />
      {actor === null ? (
        <ToneIcon {...eventStyle(kind)} size={30} />
      ) : (
        <Avatar name={actorName(actor)} size={30} />
      )}
      <div className={classes.words}>
        {isPath(link) ? (
          <a className={classes.title} href={`/console${link}`} onClick={open}>
            {title}
          </a>
        ) : (
          <span className={classes.title}>{title}</span>
        )}
        {unread && <span className="visually-hidden"> (unread)</span>}
        {body !== null && <p className={classes.body}>{body}</p>}
      </div>
      <span className={classes.side}>
        <RelativeTime at={notification.created_at} />
        {notification.correlation_id !== null && (
          <TraceLink
            id={notification.correlation_id}
            {...(notification.causation_id === null ? {} : { node: notification.causation_id })}
          />
        )}
        <Tooltip label="Mark read" disabled={!unread}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Mark “${title}” read`}
            onClick={onRead}
            style={{ visibility: unread ? 'visible' : 'hidden' }}
          >
            <Icon name="check" />
          </ActionIcon>
        </Tooltip>
      </span>
    </li>
  );
}

/** Only paths of the console: never another site, whoever wrote the link. */
function isPath(link: string | null): link is string {
  return link !== null && /^\/(?![/\\])/.test(link);
}
