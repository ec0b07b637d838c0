import { z } from 'zod';
import type { CaptureReport } from './finding.interface.js';

const findingSchema = z.object({
  code: z.string().meta({ examples: ['TRIGGER_DISABLED'] }),
  severity: z.enum(['error', 'warning']),
  unrecorded: z.boolean().describe('Whether changes pass without a version right now'),
  comparison: z.enum(['code-migration', 'migration-database', 'code-database']).nullable(),
  table: z.string().nullable(),
  trigger: z.string().nullable(),
  function: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
});

/** What `GET /capture/health` answers. */
export const captureHealthSchema = z.object({
  healthy: z.boolean().describe('No error; warnings are allowed'),
  items: z.array(findingSchema).describe('What was found, errors first'),
  tables: z.array(
    z.object({ item_type: z.string(), table: z.string(), triggers: z.array(z.string()) }),
  ),
});

export function captureHealthView(report: CaptureReport): z.output<typeof captureHealthSchema> {
  return {
    healthy: report.healthy,
    items: report.findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      unrecorded: finding.unrecorded ?? false,
      comparison: finding.comparison ?? null,
      table: finding.table ?? null,
      trigger: finding.trigger ?? null,
      function: finding.function ?? null,
      message: finding.message,
      remedy: finding.remedy,
    })),
    tables: report.tables.map(({ itemType, table, triggers }) => ({
      item_type: itemType,
      table,
      triggers: [...triggers],
    })),
  };
}
