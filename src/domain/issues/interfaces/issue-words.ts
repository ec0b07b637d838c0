/** Whether there is still something to do. */
export const ISSUE_STATES = ['open', 'closed'] as const;

/** One of {@link ISSUE_STATES}. */
export type IssueState = (typeof ISSUE_STATES)[number];

/** Why an issue was closed. */
export const CLOSE_REASONS = ['completed', 'not_planned', 'duplicate'] as const;

/** One of {@link CLOSE_REASONS}. */
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Why only operators may comment. */
export const LOCK_REASONS = ['off_topic', 'too_heated', 'resolved', 'spam'] as const;

/** One of {@link LOCK_REASONS}. */
export type LockReason = (typeof LOCK_REASONS)[number];

/** What made somebody a subscriber. */
export const SUBSCRIPTION_REASONS = [
  'author',
  'commented',
  'mentioned',
  'assigned',
  'manual',
] as const;

/** One of {@link SUBSCRIPTION_REASONS}. */
export type SubscriptionReason = (typeof SUBSCRIPTION_REASONS)[number];
