import type {
  ClosedReason,
  GithubIssue,
  GithubRepository,
  IssueImage,
  LockReason,
} from '../github-signal.interface.js';
import type { IssuePayload } from './github.schemas.js';

const CLOSED_REASONS: Readonly<Record<string, ClosedReason>> = {
  completed: 'completed',
  not_planned: 'not_planned',
  duplicate: 'duplicate',
};

const LOCK_REASONS: Readonly<Record<string, LockReason>> = {
  'off-topic': 'off_topic',
  'too heated': 'too_heated',
  resolved: 'resolved',
  spam: 'spam',
};

/** An issue of GitHub in this domain's words. */
export function githubIssue(repository: GithubRepository, payload: IssuePayload): GithubIssue {
  return {
    repository,
    number: payload.number,
    author: payload.user,
    image: imageOf(payload),
    createdAt: payload.created_at,
    updatedAt: payload.updated_at,
  };
}

function imageOf(payload: IssuePayload): IssueImage {
  const { title, body, state, locked, labels, assignees, milestone } = payload;
  return {
    title,
    ...(body !== undefined && { body: body ?? '' }),
    ...(state && { state, closedReason: closedReason(payload) }),
    ...(locked !== undefined && { locked, lockReason: lockReason(payload) }),
    ...(labels && { labels }),
    ...(assignees && { assignees: [...new Set(assignees)] }),
    ...(milestone !== undefined && { milestone: milestone?.milestone ?? null }),
  };
}

/** GitHub leaves the reason of the last closing in an issue that was opened again. */
function closedReason({ state, state_reason: reason }: IssuePayload): ClosedReason | null {
  return state === 'closed' ? (CLOSED_REASONS[reason ?? ''] ?? null) : null;
}

function lockReason({ locked, active_lock_reason: reason }: IssuePayload): LockReason | null {
  return locked ? (LOCK_REASONS[reason ?? ''] ?? null) : null;
}
