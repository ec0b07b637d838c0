import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import type { Milestone } from '../entities/milestone.entity.js';
import { ISSUE_STATES } from '../interfaces/issue-words.js';

const title = line(120).meta({ example: '1.0' });
const due_on = z.iso.date().nullable().meta({ example: '2026-12-01' });
const state = z.enum(ISSUE_STATES);

/** Body of `POST /projects/:id/milestones`. */
export const createMilestoneSchema = z
  .strictObject({ title, due_on: due_on.default(null) })
  .meta({ example: { title: '1.0', due_on: '2026-12-01' } });

/** Body of `PATCH /milestones/:id`. */
export const updateMilestoneSchema = z
  .strictObject({ title, due_on, state })
  .partial()
  .meta({ example: { state: 'closed' } });

/** A milestone. */
export const milestoneSchema = z.object({
  id: z.string().meta({ example: '1' }),
  project_id: z.string().meta({ example: '1' }),
  title,
  due_on,
  state,
  version: z.int().meta({ example: 1 }),
});

/** A page of milestones, newest first. */
export const milestonePageSchema = pageSchema(milestoneSchema);

export type MilestoneView = z.output<typeof milestoneSchema>;

export function milestoneView(milestone: Milestone): MilestoneView {
  const { id, projectId, title: named, dueOn, state: stands, version } = milestone;
  return { id, project_id: projectId, title: named, due_on: dueOn, state: stands, version };
}
