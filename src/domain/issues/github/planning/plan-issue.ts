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
  /** The issue as it was before the signal, when it is not known yet: to be created first. */
  readonly create?: IssueImage;
  readonly steps: readonly MirrorStep[];
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
  const { image, updatedAt } = issue;
  if (!known) {
    const create = action ? withoutAction(image, action) : image;
    const steps = stepsBetween(create, image);
    return { create, steps, known: { image, updatedAt }, stale: false };
  }
  const later = Date.parse(updatedAt) - Date.parse(known.updatedAt);
  if (later < 0) {
    return { steps: [], known, stale: true };
  }
  const told = { ...known.image, ...image };
  const after = later > 0 ? told : action ? withAction(known.image, action, image) : known.image;
  return {
    steps: stepsBetween(known.image, after),
    known: { image: after, updatedAt },
    stale: false,
  };
}
