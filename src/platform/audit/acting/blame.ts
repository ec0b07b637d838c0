import type { EntityManager } from 'typeorm';
import type { ActConflict } from './acting.interfaces.js';
import type { Deviation, ReversalPlan } from './plan-reversal.js';

interface LaterVersion {
  id: string;
  whodunnit: string;
  event: string;
  occurred_at: string;
}

const LATER = `v.id::text, v.whodunnit, v.event,
  to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at`;

/** The deviations as conflicts, each with the later version that made it. */
export async function blame(
  manager: EntityManager,
  plans: readonly ReversalPlan[],
): Promise<ActConflict[]> {
  const conflicts: ActConflict[] = [];
  for (const plan of plans) {
    for (const deviation of plan.deviations) {
      const later = await laterVersion(manager, plan, deviation.field);
      if (later !== undefined || !deviation.onlyIfRecorded) {
        conflicts.push(conflict(plan, deviation, later));
      }
    }
  }
  return conflicts;
}

async function laterVersion(
  manager: EntityManager,
  { reversal }: ReversalPlan,
  field: string | null,
): Promise<LaterVersion | undefined> {
  const [later] = await manager.query<LaterVersion[]>(
    `SELECT ${LATER} FROM backstory.versions v
     WHERE v.item_type = $1 AND v.item_id = $2 AND v.id > $3::bigint
       AND ($4::text IS NULL OR jsonb_exists(v.object_changes, $4))
     ORDER BY v.id DESC LIMIT 1`,
    [reversal.entity.itemType, reversal.itemId, reversal.last.record.id, field],
  );
  return later;
}

function conflict(
  { reversal }: ReversalPlan,
  { field, problem, current, expected }: Deviation,
  later: LaterVersion | undefined,
): ActConflict {
  return {
    itemType: reversal.entity.itemType,
    itemId: reversal.itemId,
    field,
    problem,
    detail: DETAILS[problem],
    versionId: later?.id ?? null,
    whodunnit: later?.whodunnit ?? null,
    occurredAt: later?.occurred_at ?? null,
    current,
    expected,
  };
}

const DETAILS = {
  changed_since: 'was changed since',
  destroyed_since: 'was destroyed since',
  alive: 'exists, and is not what it was',
} as const;
