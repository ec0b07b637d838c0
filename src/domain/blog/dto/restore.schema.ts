import { z } from 'zod';
import { line } from '../../../http/schemas/line.schema.js';

/** Body of the restore routes; it may be left out. */
export const restoreSchema = z
  .strictObject({ reason: line(500).optional() })
  .optional()
  .meta({ example: { reason: 'Destroyed by mistake' } });
