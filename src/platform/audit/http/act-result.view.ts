import { z } from 'zod';
import type { ActConflict, ActResult, Unrestorable } from '../acting/acting.interfaces.js';
import type { AuditGate } from './audit-gate.js';
import { changesSchema, without } from './version.view.js';

const item = {
  item_type: z.string().meta({ example: 'Post' }),
  item_id: z.string().meta({ example: '7' }),
};

const conflictSchema = z.object({
  ...item,
  field: z.string().nullable().meta({ example: 'title' }),
  problem: z.string().meta({ example: 'changed_since' }),
  detail: z.string().meta({ example: 'was changed since' }),
  version_id: z.string().nullable().meta({ example: '4720' }),
  whodunnit: z.string().nullable().meta({ example: 'bob' }),
  occurred_at: z.string().nullable(),
  current: z.unknown(),
  expected: z.unknown(),
});

/** What a revert, restore or undo did, or would do. */
export const actResultSchema = z.object({
  dry_run: z.boolean(),
  changes: z.array(
    z.object({ ...item, event: z.string().meta({ example: 'update' }), changes: changesSchema }),
  ),
  conflicts: z.array(conflictSchema),
  unrestorable: z.array(
    z.object({ ...item, field: z.string(), why: z.string().meta({ example: 'redacted' }) }),
  ),
  versions: z.array(z.string()).meta({ example: ['4721'] }),
});

type ActResultView = z.output<typeof actResultSchema>;

/** The result without the columns that the caller must not see. */
export async function actResultView(result: ActResult, gate: AuditGate): Promise<ActResultView> {
  return {
    dry_run: result.dryRun,
    changes: await Promise.all(
      result.changes.map(async (change) => ({
        item_type: change.itemType,
        item_id: change.itemId,
        event: change.event,
        changes: without(change.changes, await gate.hiddenFields(change)),
      })),
    ),
    conflicts: await Promise.all(result.conflicts.map((conflict) => conflictView(conflict, gate))),
    unrestorable: (await readable(result.unrestorable, gate)).map(
      ({ itemType, itemId, field, why }) => ({ item_type: itemType, item_id: itemId, field, why }),
    ),
    versions: [...result.versions],
  };
}

/** What an undo leaves as it is, nobody was asked about. */
async function readable(
  items: readonly Unrestorable[],
  gate: AuditGate,
): Promise<readonly Unrestorable[]> {
  const allowed = await Promise.all(items.map((one) => gate.canRead(one)));
  return items.filter((_one, index) => allowed[index]);
}

export async function conflictView(
  conflict: ActConflict,
  gate: AuditGate,
): Promise<z.output<typeof conflictSchema>> {
  const hidden = await gate.hiddenFields(conflict);
  const isHidden = conflict.field !== null && hidden.has(conflict.field);
  return {
    item_type: conflict.itemType,
    item_id: conflict.itemId,
    field: conflict.field,
    problem: conflict.problem,
    detail: conflict.detail,
    version_id: conflict.versionId,
    whodunnit: conflict.whodunnit,
    occurred_at: conflict.occurredAt,
    current: isHidden ? null : conflict.current,
    expected: isHidden ? null : conflict.expected,
  };
}
