import type { GithubFact, GithubRepository } from '../github-signal.interface.js';
import {
  commentEventSchema,
  issuesEventSchema,
  labelEventSchema,
  milestoneEventSchema,
} from './github.schemas.js';
import { githubIssue } from './issue-image.js';
import { readIssuesEvent } from './read-issues-event.js';

/** What an event says, when it happened if it tells, or why nothing is to be done about it. */
export type FactReading =
  { readonly fact: GithubFact; readonly at?: string } | { readonly ignored: string };

type Reader = (repository: GithubRepository, payload: unknown) => FactReading;

const COMMENT_ACTIONS = ['created', 'edited', 'deleted'] as const;
const LABEL_ACTIONS = ['created', 'edited', 'deleted'] as const;
const MILESTONE_ACTIONS = ['created', 'edited', 'opened', 'closed', 'deleted'] as const;

const PULL_REQUEST = 'it is about a pull request';

/** What can be mirrored, by the name of the webhook event. */
export const READERS: Readonly<Record<string, Reader>> = {
  issues(repository, payload) {
    const event = issuesEventSchema.parse(payload);
    if (event.issue.pull_request) {
      return { ignored: PULL_REQUEST };
    }
    return readIssuesEvent(repository, event) ?? notMirrored(event.action);
  },

  issue_comment(repository, payload) {
    const { action: name, issue, comment } = commentEventSchema.parse(payload);
    const action = oneOf(COMMENT_ACTIONS, name);
    if (issue.pull_request) {
      return { ignored: PULL_REQUEST };
    }
    if (!action) {
      return notMirrored(name);
    }
    const { id, user, body, created_at: createdAt, updated_at: updatedAt } = comment;
    const told = { id, author: user, body: body ?? '', createdAt, updatedAt };
    const about = { about: 'comment', issue: githubIssue(repository, issue) } as const;
    const fact = { ...about, comment: told, action };
    const at = { created: createdAt, edited: updatedAt, deleted: undefined }[action];
    return { fact, ...(at && { at }) };
  },

  label(_repository, payload) {
    const { action: name, label, changes } = labelEventSchema.parse(payload);
    const action = oneOf(LABEL_ACTIONS, name);
    const was = changes?.name?.from;
    return action
      ? { fact: { about: 'label', label, action, ...(was && { was }) } }
      : notMirrored(name);
  },

  milestone(_repository, payload) {
    const event = milestoneEventSchema.parse(payload);
    const action = oneOf(MILESTONE_ACTIONS, event.action);
    if (!action) {
      return notMirrored(event.action);
    }
    const { milestone, times } = event.milestone;
    const was = event.changes?.title?.from;
    const at = {
      created: times.created_at,
      closed: times.closed_at,
      opened: times.updated_at,
      edited: times.updated_at,
      deleted: undefined,
    }[action];
    return {
      fact: { about: 'milestone', milestone, action, ...(was && { was }) },
      ...(at && { at }),
    };
  },
};

function oneOf<T extends string>(names: readonly T[], name: string): T | undefined {
  return names.find((known) => known === name);
}

function notMirrored(action: string): { ignored: string } {
  return { ignored: `the action "${action}" is not mirrored` };
}
