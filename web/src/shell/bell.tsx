import { Link } from '@tanstack/react-router';
import { showCount } from '../api/notifications.js';
import { useUnread } from '../notifications/use-unread.js';
import { Icon } from '../ui/icon.js';
import { useTitleCount } from '../ui/page-title.js';
import classes from './bell.module.css';

/** Leads to the notifications, and says how many wait; so does the tab's title. */
export function Bell() {
  const unread = useUnread();
  useTitleCount(unread);
  const label = unread === 0 ? 'Notifications' : `Notifications, ${showCount(unread)} unread`;
  return (
    <Link
      to="/notifications"
      className={classes.bell}
      activeOptions={{ includeSearch: false }}
      aria-label={label}
      title={label}
    >
      <Icon name="bell" size={19} />
      {unread > 0 && <span className={classes.count}>{showCount(unread)}</span>}
    </Link>
  );
}
