import { z } from 'zod';
import {
  defineEvents,
  type EventOf,
  type EventReader,
  type EventRecorder,
} from '../../platform/events/index.js';
import { IssueComment } from './entities/issue-comment.entity.js';
import { Label } from './entities/label.entity.js';
import { Milestone } from './entities/milestone.entity.js';
import { CLOSE_REASONS, LOCK_REASONS, SUBSCRIPTION_REASONS } from './interfaces/issue-words.js';

const named = z.strictObject({ name: z.string(), colour: z.string() });
const person = z.strictObject({ name: z.string(), display_name: z.string() });
const excerpt = z.strictObject({ excerpt: z.string() });
const milestone = z.strictObject({ title: z.string() });
const issue = { id: z.string(), reference: z.string(), title: z.string() };

/**
 * What can happen to an issue, after GitHub's timeline. Names are kept as they were then: a label or
 * a person may be called something else by now, or be gone.
 */
export const issueEvents = defineEvents('issue', {
  opened: {},
  closed: { extra: z.strictObject({ reason: z.enum(CLOSE_REASONS) }) },
  reopened: {},
  renamed: { extra: z.strictObject({ from: z.string(), to: z.string() }) },
  body_edited: { label: 'edited the description' },
  label_added: { record: Label, extra: named },
  label_removed: { record: Label, extra: named },
  assigned: { record: 'User', extra: person },
  unassigned: { record: 'User', extra: person },
  comment_added: { record: IssueComment, extra: excerpt, label: 'commented' },
  comment_edited: { record: IssueComment, extra: excerpt },
  comment_deleted: { record: IssueComment, extra: excerpt },
  comment_viewed: { record: IssueComment, throttleWithin: '15m' },
  viewed: { throttleWithin: '15m' },
  mentioned: { record: 'User', extra: person },
  subscribed: {
    record: 'User',
    extra: z.strictObject({ name: z.string(), reason: z.enum(SUBSCRIPTION_REASONS) }),
  },
  unsubscribed: { record: 'User', extra: z.strictObject({ name: z.string() }) },
  referenced: {
    extra: z.strictObject({ by: z.strictObject({ ...issue, comment_id: z.string().nullable() }) }),
  },
  locked: { extra: z.strictObject({ reason: z.enum(LOCK_REASONS).nullable() }) },
  unlocked: {},
  pinned: {},
  unpinned: {},
  milestoned: { record: Milestone, extra: milestone, label: 'added to a milestone' },
  demilestoned: { extra: milestone, label: 'removed from a milestone' },
  marked_as_duplicate: { extra: z.strictObject({ of: z.strictObject(issue) }) },
  transferred: { extra: z.strictObject({ from: z.string(), to: z.string() }) },
  /** Looked for every hour; said once a week. */
  no_activity: {
    extra: z.strictObject({ days: z.int() }),
    throttleWithin: '7d',
    onThrottled: 'ignore',
  },
});

/** One thing that happened to an issue. */
export type IssueEvent = EventOf<typeof issueEvents>;

/** Records what happens to issues. */
export type IssueRecorder = EventRecorder<typeof issueEvents>;

/** Reads what happened to issues. */
export type IssueHistory = EventReader<typeof issueEvents>;
