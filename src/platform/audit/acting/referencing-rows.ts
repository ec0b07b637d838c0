import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import { keyImage } from '../reading/item-id.js';
import type { ActConflict } from './acting.interfaces.js';
import type { ForeignKey } from './foreign-keys.js';
import { onKey } from './live-rows.js';
import type { ReversalPlan } from './plan-reversal.js';

const MOST_NAMED = 50;

/** Rows that point to a row about to go and stay themselves: they would go, change or forbid it. */
export async function referencingRows(
  manager: EntityManager,
  plans: readonly ReversalPlan[],
  keys: readonly ForeignKey[],
): Promise<ActConflict[]> {
  const conflicts: ActConflict[] = [];
  for (const key of keys) {
    const going = plans.filter(
      ({ reversal, change }) => key.parent === reversal.entity && change?.event === 'destroy',
    );
    const leaving = new Set(plans.filter((plan) => leaves(plan, key)).map(itemIdOfPlan));
    const rows = going.length === 0 ? [] : await pointingAt(manager, going, key, leaving.size);
    const staying = rows.filter(({ id }) => id === null || !leaving.has(id));
    conflicts.push(...staying.slice(0, MOST_NAMED).map(({ plan, id }) => conflict(plan, key, id)));
  }
  return conflicts;
}

/** Will the row go itself, or be made to point elsewhere? */
function leaves({ reversal, change }: ReversalPlan, key: ForeignKey): boolean {
  return (
    reversal.entity === key.child &&
    change !== undefined &&
    (change.event === 'destroy' || key.columns.some((column) => column in change.changes))
  );
}

function itemIdOfPlan({ reversal }: ReversalPlan): string {
  return reversal.itemId;
}

/** The item ids of the pointing rows, each with whom it points to; null in a table not audited. */
async function pointingAt(
  manager: EntityManager,
  going: readonly ReversalPlan[],
  key: ForeignKey,
  leaving: number,
): Promise<{ plan: ReversalPlan; id: string | null }[]> {
  const { entity } = going[0]!.reversal;
  const matches = key.columns.map(
    (column, index) =>
      `child.${quoteIdentifier(column)} = parent.${quoteIdentifier(key.referencedColumns[index]!)}`,
  );
  const rows = await manager.query<{ position: number; image: string | null }[]>(
    `SELECT wanted.position::integer AS position, CASE WHEN jsonb_array_length($2::jsonb) > 0 THEN (
         SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(child)) WHERE $2::jsonb ? key
       )::text END AS image
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted(key, position)
     CROSS JOIN LATERAL jsonb_populate_record(null::${entity.table}, wanted.key) AS typed
     JOIN ${entity.table} AS parent ON ${onKey(entity, 'parent', 'typed')}
     JOIN ${key.childTable} AS child ON ${matches.join(' AND ')}
     LIMIT ${leaving + MOST_NAMED}`,
    [
      JSON.stringify(going.map(({ reversal }) => keyImage(entity, reversal.itemId))),
      JSON.stringify(key.child?.keyColumns ?? []),
    ],
  );
  return rows.map(({ position, image }) => ({
    plan: going[position - 1]!,
    id: image === null ? null : itemIdOfKey(key, image),
  }));
}

function itemIdOfKey(key: ForeignKey, image: string): string {
  if (key.child!.keyColumns.length > 1) {
    return image;
  }
  const value = /^\{"(?:[^"\\]|\\.)*": (.*)\}$/s.exec(image)?.[1] ?? '';
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}

function conflict({ reversal }: ReversalPlan, key: ForeignKey, id: string | null): ActConflict {
  const who = key.child === null ? `a row of ${key.childName}` : `${key.child.itemType} ${id}`;
  return {
    itemType: reversal.entity.itemType,
    itemId: reversal.itemId,
    field: null,
    problem: 'referenced',
    detail: `is needed by ${who}`,
    versionId: null,
    whodunnit: null,
    occurredAt: null,
    current: key.child === null ? key.childName : { item_type: key.child.itemType, item_id: id },
    expected: null,
  };
}
