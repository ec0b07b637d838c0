import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import type { Project } from '../entities/project.entity.js';

const key = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,9}$/, 'must be 2 to 10 capital letters and digits, a letter first')
  .meta({ example: 'WEB' });
const name = line(120).meta({ example: 'Web shop' });

/** Body of `POST /projects`. */
export const createProjectSchema = z
  .strictObject({ key, name })
  .meta({ example: { key: 'WEB', name: 'Web shop' } });

/** Body of `PATCH /projects/:id`; a key is part of every reference and stays. */
export const updateProjectSchema = z
  .strictObject({ name })
  .partial()
  .meta({ example: { name: 'Web shop and till' } });

/** Query of `GET /projects` and of the lists below a project. */
export const listProjectsSchema = z.strictObject(pageQueryShape);

/** A project. */
export const projectSchema = z.object({
  id: z.string().meta({ example: '1' }),
  key,
  name,
  open_issues: z.int().meta({ example: 3 }),
  version: z.int().meta({ description: 'The number in the ETag.', example: 1 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of projects, newest first. */
export const projectPageSchema = pageSchema(projectSchema);

export type ProjectView = z.output<typeof projectSchema>;

export function projectView(project: Project, openIssues: number): ProjectView {
  return {
    id: project.id,
    key: project.key,
    name: project.name,
    open_issues: openIssues,
    version: project.version,
    created_at: project.createdAt.toISOString(),
    updated_at: project.updatedAt.toISOString(),
  };
}
