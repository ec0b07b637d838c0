import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import { CLOSE_REASONS, ISSUE_STATES, LOCK_REASONS } from '../interfaces/issue-words.js';
import { labelName } from './label.schemas.js';

const MOST_LABELS = 50;
const MOST_ASSIGNEES = 10;

const title = line(300).meta({ example: 'The till forgets the tip' });
const body = text(0, 100_000).meta({ example: 'Since Tuesday. See #3; @mia saw it too.' });
const handle = text(1, 63).meta({ example: 'mia' });
const id = text(1, 40).meta({ example: '1' });

const linearIssue = z
  .string()
  .regex(
    /^(?:[A-Z][A-Z0-9]{0,9}-[1-9]\d{0,8}|[0-9a-f-]{36})$/,
    'must be like ENG-7, or an id of Linear',
  )
  .nullable()
  .meta({ example: 'ENG-7' });

const labels = z
  .array(labelName)
  .max(MOST_LABELS)
  .meta({ example: ['bug'] });
/** Handles of people. */
export const assignees = z
  .array(handle)
  .max(MOST_ASSIGNEES)
  .meta({ example: ['mia'] });

/** Body of `POST /projects/:id/issues`; labels that are missing are made. */
export const openIssueSchema = z
  .strictObject({
    title,
    body: body.default(''),
    labels: labels.default([]),
    assignees: assignees.default([]),
    milestone_id: id.nullable().default(null),
  })
  .meta({
    example: {
      title: 'The till forgets the tip',
      body: 'Since Tuesday. See #3; @mia saw it too.',
      labels: ['bug'],
      assignees: ['mia'],
    },
  });

/** Body of `PATCH /issues/:id`: what is left out stays. */
export const editIssueSchema = z
  .strictObject({ title, body, milestone_id: id.nullable(), linear_issue: linearIssue })
  .partial()
  .meta({ example: { title: 'The till forgets every tip' } });

/** Body of `POST /issues/:id/close`; it may be left out. */
export const closeIssueSchema = z
  .strictObject({
    reason: z.enum(CLOSE_REASONS).optional(),
    duplicate_of: id.optional().meta({ description: 'Id of the issue that says the same.' }),
  })
  .refine(({ reason, duplicate_of }) => !duplicate_of || !reason || reason === 'duplicate', {
    error: 'must be "duplicate" when duplicate_of is given',
    path: ['reason'],
  })
  .optional()
  .meta({ example: { reason: 'completed' } });

/** Body of `PUT /issues/:id/lock`; it may be left out. */
export const lockIssueSchema = z
  .strictObject({ reason: z.enum(LOCK_REASONS).optional() })
  .optional()
  .meta({ example: { reason: 'too_heated' } });

/** Body of `POST` and `PUT /issues/:id/labels`. */
export const issueLabelsSchema = z.strictObject({ labels }).meta({ example: { labels: ['bug'] } });

/** Body of `POST /issues/:id/assignees`. */
export const issueAssigneesSchema = z
  .strictObject({ assignees })
  .meta({ example: { assignees: ['mia'] } });

/** Body of `POST /issues/:id/transfer`. */
export const transferIssueSchema = z
  .strictObject({ project_id: id })
  .meta({ example: { project_id: '2' } });

/** Query of `GET /issues`. */
export const listIssuesSchema = z.strictObject({
  ...pageQueryShape,
  project: text(1, 10).optional().meta({ description: 'Key of a project.', example: 'WEB' }),
  number: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a number that an issue can have')
    .transform(Number)
    .optional()
    .meta({ description: 'Number within a project.', example: '12' }),
  state: z.enum(ISSUE_STATES).optional(),
  label: text(1, 50).optional().meta({ description: 'Name of a label.' }),
  assignee: handle.optional().meta({ description: 'Handle of an assignee.' }),
  author: handle.optional().meta({ description: 'Handle of the author.' }),
  milestone: id.optional().meta({ description: 'Id of a milestone.' }),
  q: text(1, 200).optional().meta({ description: 'Part of the title, in any case.' }),
});
