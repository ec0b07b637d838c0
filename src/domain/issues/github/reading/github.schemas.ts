import { z } from 'zod';
import { text } from '../../../../http/schemas/text.schema.js';

/** More than GitHub allows anywhere, and less than what hurts. */
const LONGEST_BODY = 262_144;
const LARGEST_NUMBER = 999_999_999;
/** Before this year there was no GitHub; PostgreSQL knows no year 0. */
const FIRST_YEAR = '2000';
const GHOST = 'ghost';

const time = z.iso
  .datetime({ offset: true })
  .refine((value) => value >= FIRST_YEAR, { error: 'is a time before GitHub' });

const login = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?$/, 'is no login');

const number = z.int().min(1).max(LARGEST_NUMBER);
const id = z.int().min(1).transform(String);

const person = z.object({ login }).transform((value) => value.login);

/** What a deleted account left is shown as "ghost". */
const user = person.nullish().transform((value) => value ?? GHOST);

const fullName = z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'is no owner/name');

const labelSchema = z
  .object({
    name: text(1, 200),
    color: z.string().regex(/^[0-9a-fA-F]{6}$/, 'is no colour'),
    description: text(0, 1_000).nullish(),
  })
  .transform(({ name, color, description }) => ({
    name,
    colour: `#${color.toLowerCase()}`,
    description: description ?? '',
  }));

const milestoneSchema = z
  .object({
    title: text(1, 1_000),
    due_on: time.nullish(),
    state: z.enum(['open', 'closed']),
    created_at: time.optional(),
    updated_at: time.optional(),
    closed_at: time.nullish(),
  })
  .transform(({ title, due_on: due, state, ...times }) => ({
    milestone: { title, dueOn: due?.slice(0, 10) ?? null, state },
    times,
  }));

/** An issue as webhooks and archives carry it, some of them in part. */
export const issueSchema = z.object({
  number,
  title: text(1, 1_000),
  body: text(0, LONGEST_BODY).nullish(),
  user,
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.string().nullish(),
  locked: z.boolean().optional(),
  active_lock_reason: z.string().nullish(),
  labels: z.array(labelSchema).max(1_000).optional(),
  assignees: z.array(user).max(1_000).optional(),
  milestone: milestoneSchema.nullish(),
  created_at: time,
  updated_at: time,
  closed_at: time.nullish(),
  pull_request: z.unknown().optional(),
});

/** A comment on an issue. */
export const commentSchema = z.object({
  id,
  body: text(0, LONGEST_BODY).nullish(),
  user,
  created_at: time,
  updated_at: time,
});

const change = z.object({ from: z.string().nullish() }).optional();
const was = z.object({ name: change, title: change, body: change }).partial();
const repository = z
  .object({ id, full_name: fullName })
  .transform((value) => ({ id: value.id, fullName: value.full_name }));
const action = z.string().max(100);

/** The payload of `issues`; what only some actions carry is optional here. */
export const issuesEventSchema = z.object({
  action,
  issue: issueSchema,
  label: labelSchema.nullish(),
  assignee: person.nullish(),
  milestone: milestoneSchema.nullish(),
  changes: was
    .extend({
      old_issue: z.object({ number }).optional(),
      old_repository: repository.optional(),
      new_issue: issueSchema.optional(),
      new_repository: repository.optional(),
    })
    .optional(),
});

/** The payload of `issue_comment`. */
export const commentEventSchema = z.object({ action, issue: issueSchema, comment: commentSchema });

/** The payload of `label`. */
export const labelEventSchema = z.object({ action, label: labelSchema, changes: was.optional() });

/** The payload of `milestone`. */
export const milestoneEventSchema = z.object({
  action,
  milestone: milestoneSchema,
  changes: was.optional(),
});

/** What every webhook of a repository says about where and who. */
export const webhookSchema = z.object({ repository, sender: user });

/** One line of an archive: https://www.gharchive.org. */
export const archiveLineSchema = z.object({
  id: z.union([z.string().regex(/^\d{1,30}$/), z.int().min(0)]).transform(String),
  type: z.string().max(100),
  actor: user,
  repo: z
    .object({ id, name: fullName })
    .transform((value) => ({ id: value.id, fullName: value.name })),
  created_at: time,
  payload: z.unknown(),
});

/** An issue that passed its schema. */
export type IssuePayload = z.output<typeof issueSchema>;
/** An `issues` event that passed its schema. */
export type IssuesEvent = z.output<typeof issuesEventSchema>;
