import type { EntityManager } from 'typeorm';
import type { ActConflict } from './acting.interfaces.js';
import type { Deviation, ReversalPlan } from './plan-reversal.js';

interface LaterVersion {
  id: string;
  whodunnit: string;
  event: string;
  occurred_at: string;
}

/** The deviations as conflicts, each with the later version that made it. */
export async function blame(
  manager: EntityManager,
  plans: readonly ReversalPlan[],
): Promise<ActConflict[]> {
  const found = plans.flatMap((plan) => plan.deviations.map((deviation) => ({ plan, deviation })));
  const later = found.length === 0 ? [] : await laterVersions(manager, found);
  return found.flatMap(({ plan, deviation }, index) =>
    later[index] === undefined && deviation.onlyIfRecorded
      ? []
      : [conflict(plan, deviation, later[index])],
  );
}

async function laterVersions(
  manager: EntityManager,
  found: readonly { plan: ReversalPlan; deviation: Deviation }[],
): Promise<(LaterVersion | undefined)[]> {
  const rows = await manager.query<(LaterVersion & { position: number })[]>(
    `SELECT asked.position::integer AS position, later.*
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
       WITH ORDINALITY AS asked(item_type, item_id, after_id, field, position)
     CROSS JOIN LATERAL (
       SELECT v.id::text, v.whodunnit, v.event,
         to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at
       FROM backstory.versions v
       WHERE v.item_type = asked.item_type AND v.item_id = asked.item_id AND v.id > asked.after_id
         AND (asked.field IS NULL OR jsonb_exists(v.object_changes, asked.field))
       ORDER BY v.id DESC LIMIT 1
     ) AS later`,
    [
      found.map(({ plan }) => plan.reversal.entity.itemType),
      found.map(({ plan }) => plan.reversal.itemId),
      found.map(({ plan }) => plan.reversal.last.record.id),
      found.map(({ deviation }) => deviation.field),
    ],
  );
  const byPosition = new Map(rows.map((row) => [row.position - 1, row]));
  return found.map((_, index) => byPosition.get(index));
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
