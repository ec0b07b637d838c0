import type { FeedWindow } from '../platform/outbox/index.js';

/** The queue of what the application does for itself. */
export const MAINTENANCE_QUEUE = 'backstory.maintenance';

/** The job that deletes feed entries which nobody can resume from any more. */
export const TRIM_FEED = 'trim-feed';

/** The job that deletes the slots of throttled events whose window is over. */
export const SWEEP_EVENT_SLOTS = 'sweep-event-slots';

/** The job that notices issues which nothing happens to. */
export const FIND_IDLE_ISSUES = 'find-idle-issues';

/** The job that deletes the runs of workflows which did nothing. */
export const TRIM_WORKFLOW_RUNS = 'trim-workflow-runs';

/** The job that deletes deliveries which are over. */
export const TRIM_DELIVERIES = 'trim-deliveries';

/** The job that deletes notifications which were read long ago. */
export const TRIM_NOTIFICATIONS = 'trim-notifications';

/** The job that forgets which webhooks of GitHub were received. */
export const TRIM_GITHUB_DELIVERIES = 'trim-github-deliveries';

/** What is done every hour. */
export const HOURLY: readonly string[] = [
  TRIM_FEED,
  SWEEP_EVENT_SLOTS,
  FIND_IDLE_ISSUES,
  TRIM_WORKFLOW_RUNS,
  TRIM_DELIVERIES,
  TRIM_NOTIFICATIONS,
  TRIM_GITHUB_DELIVERIES,
];

/** Milliseconds that the run of a workflow is kept for which did nothing. */
export const SKIPPED_RUNS_AGE = 7 * 24 * 3_600_000;

/** What a client that was away may resume from. */
export const FEED_WINDOW: FeedWindow = { windowEntries: 50_000, windowAge: 24 * 3_600_000 };

/** Milliseconds that a delivery is kept when it is over: thirty days. */
export const DELIVERIES_KEPT = 30 * 24 * 3_600_000;

/** Milliseconds that read notifications and received webhooks are kept: the token of that setting. */
export const ENDED_KEPT = Symbol('ENDED_KEPT');
