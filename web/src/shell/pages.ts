import type { IconName } from '../ui/icon.js';

/** The pages that have a place in the navigation, in its order. */
export const pages = [
  { to: '/activity', label: 'Activity', icon: 'activity' },
  { to: '/issues', label: 'Issues', icon: 'issue' },
  { to: '/changes', label: 'Database', icon: 'database' },
  { to: '/deliveries', label: 'Deliveries', icon: 'inbox' },
  { to: '/workflows', label: 'Workflows', icon: 'flow' },
] as const satisfies { to: string; label: string; icon: IconName }[];
