import { mayOperate, type User } from '../api/session.js';
import type { IconName } from '../ui/icon.js';

/** The pages that have a place in the navigation, in its order. */
const pages = [
  { to: '/activity', label: 'Activity', icon: 'activity' },
  { to: '/issues', label: 'Issues', icon: 'issue' },
  { to: '/changes', label: 'Database', icon: 'database' },
  { to: '/deliveries', label: 'Deliveries', icon: 'inbox' },
  { to: '/workflows', label: 'Workflows', icon: 'flow' },
  { to: '/sync', label: 'Sync', icon: 'sync', operators: true },
] as const satisfies { to: string; label: string; icon: IconName; operators?: true }[];

/** Those that somebody may see. The server decides again. */
export function pagesOf(user: User) {
  return pages.filter((page) => !('operators' in page) || mayOperate(user));
}
