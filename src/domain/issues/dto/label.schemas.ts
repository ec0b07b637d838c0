import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import type { Label } from '../entities/label.entity.js';

/** What a label may be called. */
export const labelName = line(50).meta({ example: 'bug' });

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'must be # and six lower-case hexadecimal digits')
  .meta({ example: '#d73a4a' });
const description = text(0, 200).meta({ example: 'Something does not work' });

/** Body of `POST /projects/:id/labels`. */
export const createLabelSchema = z
  .strictObject({
    name: labelName,
    colour: colour.optional(),
    description: description.default(''),
  })
  .meta({ example: { name: 'bug', colour: '#d73a4a', description: 'Something does not work' } });

/** Body of `PATCH /labels/:id`. */
export const updateLabelSchema = z
  .strictObject({ name: labelName, colour, description })
  .partial()
  .meta({ example: { colour: '#b60205' } });

/** A label. */
export const labelSchema = z.object({
  id: z.string().meta({ example: '4' }),
  project_id: z.string().meta({ example: '1' }),
  name: labelName,
  colour,
  description,
  version: z.int().meta({ example: 1 }),
});

/** A page of labels, newest first. */
export const labelPageSchema = pageSchema(labelSchema);

export type LabelView = z.output<typeof labelSchema>;

export function labelView(label: Label): LabelView {
  const { id, projectId: project_id, name, colour: shade, description: told, version } = label;
  return { id, project_id, name, colour: shade, description: told, version };
}
