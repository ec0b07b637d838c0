import type { GithubIssue, IssueAction, IssueImage } from '../github-signal.interface.js';
import type { MirrorStep } from './mirror-step.interface.js';
import { withAction, withoutAction } from './apply-action.js';
import { stepsBetween } from './steps-between.js';

/** What is known of an issue from the signals before. */
export interface KnownIssue {
  /** GitHub's image as it was told last; what people here changed since is not in it. */
  readonly image: IssueImage;
  /** GitHub's `updated_at` of that image. */
  readonly updatedAt: string;
}

/** What to do about a signal. */
export interface IssuePlan {
  /** The issue as it began, when it is not known yet: to be opened first. */
  readonly open?: IssueImage;
  /** What happened before and was never told; nobody knows who did it. */
  readonly missed: readonly MirrorStep[];
  /** What the signal tells of: done by its actor, at its time. */
  readonly own: readonly MirrorStep[];
  /** What is known of the issue from now on. */
  readonly known: KnownIssue;
  /** The signal tells of a moment before the known one. */
  readonly stale: boolean;
}

/**
 * Works out what a signal means for an issue, given what was known of it.
 *
 * The steps are those between two images of GitHub's, never between GitHub's and ours: what people
 * and workflows here do to a mirrored issue stays until the same thing changes on GitHub. A later
 * image also carries whatever a lost signal would have told. Two signals of one second have no order
 * by their time, so there only the signal's own action counts.
 */
export function planIssue(
  known: KnownIssue | undefined,
  issue: GithubIssue,
  action?: IssueAction,
): IssuePlan {
  return known ? planKnown(known, issue, action) : planNew(issue, action);
}

function planNew({ image, updatedAt }: GithubIssue, action?: IssueAction): IssuePlan {
  const before = action ? withoutAction(image, action) : image;
  const open: IssueImage = {
    ...before,
    state: 'open',
    closedReason: null,
    locked: false,
    lockReason: null,
  };
  const missed = stepsBetween(open, before);
  const own = stepsBetween(before, image);
  return { open, missed, own, known: { image, updatedAt }, stale: false };
}

function planKnown(
  known: KnownIssue,
  { image, updatedAt }: GithubIssue,
  action?: IssueAction,
): IssuePlan {
  const later = Date.parse(updatedAt) - Date.parse(known.updatedAt);
  if (later < 0) {
    return { missed: [], own: [], known, stale: true };
  }
  const acted = action ? withAction(known.image, action, image) : known.image;
  const after = later > 0 ? { ...acted, ...image } : acted;
  const missed = stepsBetween(acted, after);
  const own = stepsBetween(known.image, acted);
  return { missed, own, known: { image: after, updatedAt }, stale: false };
}
