import type { EventOf } from '../../../platform/events/index.js';
import type { issueEvents } from '../issue.events.js';

/** What the people around an issue are told of. */
export const TOLD_TO_PEOPLE = [
  'comment_added',
  'closed',
  'reopened',
  'assigned',
  'mentioned',
  'no_activity',
] as const;

/** What the team's channel is told of. */
export const TOLD_TO_TEAM = ['opened', 'comment_added', 'closed', 'reopened'] as const;

/** An event that somebody is told of. */
export type ToldEvent = EventOf<
  typeof issueEvents,
  (typeof TOLD_TO_PEOPLE)[number] | (typeof TOLD_TO_TEAM)[number]
>;
