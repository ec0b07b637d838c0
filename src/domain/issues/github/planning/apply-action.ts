import type { GithubLabel, IssueAction, IssueImage } from '../github-signal.interface.js';

/** The image that an issue has once this happened to it, whatever else did. */
export function withAction(image: IssueImage, action: IssueAction, told: IssueImage): IssueImage {
  switch (action.name) {
    case 'edited':
      return {
        ...image,
        ...(action.title !== undefined && { title: told.title }),
        ...(action.body !== undefined && told.body !== undefined && { body: told.body }),
      };
    case 'closed':
      return { ...image, state: 'closed', closedReason: told.closedReason ?? null };
    case 'reopened':
      return { ...image, state: 'open', closedReason: null };
    case 'locked':
      return { ...image, locked: true, lockReason: told.lockReason ?? null };
    case 'unlocked':
      return { ...image, locked: false, lockReason: null };
    case 'labeled':
      return { ...image, labels: [...without(image.labels, action.label), action.label] };
    case 'unlabeled':
      return { ...image, labels: without(image.labels, action.label) };
    case 'assigned':
      return { ...image, assignees: [...but(image.assignees, action.assignee), action.assignee] };
    case 'unassigned':
      return { ...image, assignees: but(image.assignees, action.assignee) };
    case 'milestoned':
      return { ...image, milestone: action.milestone };
    case 'demilestoned':
      return { ...image, milestone: null };
    default:
      return image;
  }
}

/** The image before this happened, as far as one can tell. */
export function withoutAction(image: IssueImage, action: IssueAction): IssueImage {
  switch (action.name) {
    case 'edited':
      return {
        ...image,
        ...(action.title !== undefined && { title: action.title }),
        ...(action.body !== undefined && { body: action.body }),
      };
    case 'closed':
      return { ...image, state: 'open', closedReason: null };
    case 'reopened':
      return { ...image, state: 'closed', closedReason: null };
    case 'locked':
      return { ...image, locked: false, lockReason: null };
    case 'unlocked':
      return { ...image, locked: true, lockReason: null };
    case 'labeled':
      return { ...image, labels: without(image.labels, action.label) };
    case 'unlabeled':
      return { ...image, labels: [...without(image.labels, action.label), action.label] };
    case 'assigned':
      return { ...image, assignees: but(image.assignees, action.assignee) };
    case 'unassigned':
      return { ...image, assignees: [...but(image.assignees, action.assignee), action.assignee] };
    case 'milestoned':
      return { ...image, milestone: null };
    case 'demilestoned':
      return { ...image, milestone: action.milestone };
    default:
      return image;
  }
}

/** On GitHub names differ by more than case. */
function without(labels: readonly GithubLabel[] = [], { name }: GithubLabel): GithubLabel[] {
  return labels.filter((label) => label.name.toLowerCase() !== name.toLowerCase());
}

function but(logins: readonly string[] = [], login: string): string[] {
  return logins.filter((known) => known.toLowerCase() !== login.toLowerCase());
}
