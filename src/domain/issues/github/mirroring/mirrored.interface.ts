import type { DeliveryOutcome } from '../github-deliveries.js';

/** What became of a signal here. */
export interface Mirrored {
  readonly outcome: DeliveryOutcome;
  readonly reason?: string;
  /** The issue it is about. */
  readonly issueId?: string;
}

/** Why nothing is done about what was deleted: GitHub's news of it may still come in. */
export const GONE: Mirrored = { outcome: 'ignored', reason: 'what it is about was deleted' };
