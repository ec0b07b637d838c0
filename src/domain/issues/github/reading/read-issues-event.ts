import type { GithubFact, GithubRepository, IssueAction } from '../github-signal.interface.js';
import type { IssuesEvent } from './github.schemas.js';
import { githubIssue } from './issue-image.js';

type Name = IssueAction['name'];
type Details = { readonly [N in Name]?: (event: IssuesEvent) => IssueAction | undefined };

const plain = (name: 'closed' | 'reopened' | 'locked' | 'unlocked' | 'pinned' | 'unpinned') => () =>
  ({ name }) as const;

/** What each action needs beside the issue's image; undefined when the payload lacks it. */
const ACTIONS: Details = {
  opened: ({ changes }) => {
    const { old_issue: issue, old_repository: repository } = changes ?? {};
    return issue && repository
      ? { name: 'opened', from: { repository, number: issue.number } }
      : { name: 'opened' };
  },
  edited: ({ changes }) => ({
    name: 'edited',
    ...(typeof changes?.title?.from === 'string' && { title: changes.title.from }),
    ...(changes?.body && { body: changes.body.from ?? '' }),
  }),
  closed: plain('closed'),
  reopened: plain('reopened'),
  locked: plain('locked'),
  unlocked: plain('unlocked'),
  pinned: plain('pinned'),
  unpinned: plain('unpinned'),
  deleted: () => ({ name: 'deleted' }),
  labeled: ({ label }) => (label ? { name: 'labeled', label } : undefined),
  unlabeled: ({ label }) => (label ? { name: 'unlabeled', label } : undefined),
  assigned: ({ assignee }) => (assignee ? { name: 'assigned', assignee } : undefined),
  unassigned: ({ assignee }) => (assignee ? { name: 'unassigned', assignee } : undefined),
  milestoned: ({ milestone }) =>
    milestone ? { name: 'milestoned', milestone: milestone.milestone } : undefined,
  demilestoned: ({ milestone }) =>
    milestone ? { name: 'demilestoned', milestone: milestone.milestone } : undefined,
  transferred: ({ changes }) => {
    const { new_issue: issue, new_repository: repository } = changes ?? {};
    return issue && repository
      ? { name: 'transferred', to: githubIssue(repository, issue) }
      : undefined;
  },
};

/** GitHub tells of these without touching the issue's `updated_at`. */
const TIMELESS = new Set<string>(['deleted', 'pinned', 'unpinned']);

/** What an `issues` event says, or undefined when its action is not mirrored. */
export function readIssuesEvent(
  repository: GithubRepository,
  event: IssuesEvent,
): { readonly fact: GithubFact; readonly at?: string } | undefined {
  const { action: name, issue } = event;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name as Name]?.(event) : undefined;
  if (!action) {
    return undefined;
  }
  const fact = { about: 'issue', issue: githubIssue(repository, issue), action } as const;
  return TIMELESS.has(name) ? { fact } : { fact, at: timeOf(event) };
}

function timeOf({ action, issue }: IssuesEvent): string {
  if (action === 'opened') {
    return issue.created_at;
  }
  return (action === 'closed' && issue.closed_at) || issue.updated_at;
}
