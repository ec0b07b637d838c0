import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import type { Issue } from '../entities/issue.entity.js';
import { CLOSE_REASONS, ISSUE_STATES, LOCK_REASONS } from '../interfaces/issue-words.js';
import { referenceOf } from '../utils/reference.util.js';
import { personSchema, personView } from '../../../http/records/person.schema.js';
import { authorSchema, authorView } from './author.schema.js';

const time = z.iso.datetime().meta({ example: '2026-11-21T18:00:00.000Z' });

const shared = {
  id: z.string().meta({ example: '7' }),
  project: z.object({ id: z.string(), key: z.string(), name: z.string() }),
  number: z.int().meta({ example: 12 }),
  reference: z.string().meta({ example: 'WEB-12' }),
  title: z.string().meta({ example: 'The till forgets the tip' }),
  state: z.enum(ISSUE_STATES),
  closed_reason: z.enum(CLOSE_REASONS).nullable(),
  closed_at: time.nullable(),
  locked: z.boolean(),
  lock_reason: z.enum(LOCK_REASONS).nullable(),
  pinned: z.boolean(),
  linear_issue: z.string().nullable().meta({ example: 'ENG-7' }),
  milestone: z.object({ id: z.string(), title: z.string() }).nullable(),
  author: authorSchema,
  assignees: z.array(personSchema),
  labels: z.array(z.object({ id: z.string(), name: z.string(), colour: z.string() })),
  comment_count: z.int().meta({ example: 2 }),
  version: z.int().meta({ description: 'The number in the ETag.', example: 3 }),
  created_at: time,
  updated_at: time,
  last_activity_at: time,
};

/** An issue. */
export const issueSchema = z.object({
  ...shared,
  body: z.string(),
  duplicate_of: z.object({ id: z.string(), reference: z.string(), title: z.string() }).nullable(),
  subscribed: z.boolean().meta({ description: 'Whether the caller is told what happens to it.' }),
});

/** An issue in a list: the beginning of its body. */
export const issueItemSchema = z.object({
  ...shared,
  excerpt: z.string().meta({ description: 'The first 280 characters of the body.' }),
});

/** A page of issues, newest first. */
export const issuePageSchema = pageSchema(issueItemSchema);

export type IssueView = z.output<typeof issueSchema>;
export type IssueItemView = z.output<typeof issueItemSchema>;
export type IssuePageView = z.output<typeof issuePageSchema>;

/** An issue with everything its row only refers to. */
export interface LoadedIssue {
  readonly issue: Issue;
  readonly commentCount: number;
}

/** @param subscribed whether the reader is told what happens to it */
export function issueView(loaded: LoadedIssue, subscribed: boolean): IssueView {
  const { duplicateOf, body } = loaded.issue;
  return {
    ...sharedView(loaded),
    body,
    duplicate_of: duplicateOf && {
      id: duplicateOf.id,
      reference: referenceOf(duplicateOf),
      title: duplicateOf.title,
    },
    subscribed,
  };
}

/** Takes the beginning of the body from the query, which leaves the rest in the database. */
export function issueItemView(loaded: LoadedIssue, excerpt: string): IssueItemView {
  return { ...sharedView(loaded), excerpt };
}

function sharedView({ issue, commentCount }: LoadedIssue) {
  const { project, milestone, closedAt } = issue;
  return {
    id: issue.id,
    project: { id: project.id, key: project.key, name: project.name },
    number: issue.number,
    reference: referenceOf(issue),
    title: issue.title,
    state: issue.state,
    closed_reason: issue.closedReason,
    closed_at: closedAt && closedAt.toISOString(),
    locked: issue.locked,
    lock_reason: issue.lockReason,
    pinned: issue.pinned,
    linear_issue: issue.linearIssue,
    milestone: milestone && { id: milestone.id, title: milestone.title },
    author: authorView(issue),
    assignees: issue.assignees.map(personView),
    labels: issue.labels.map(({ id, name, colour }) => ({ id, name, colour })),
    comment_count: commentCount,
    version: issue.version,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    last_activity_at: issue.lastActivityAt.toISOString(),
  };
}
