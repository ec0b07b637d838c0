import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import { keyImage } from '../reading/item-id.js';
import type { ActConflict } from './acting.interfaces.js';
import type { ForeignKey } from './foreign-keys.js';
import type { ReversalPlan } from './plan-reversal.js';

const NAMED = 20;

/** Rows that point to a row about to go and stay themselves: they would go, change or forbid it. */
export async function referencingRows(
  manager: EntityManager,
  plans: readonly ReversalPlan[],
  keys: readonly ForeignKey[],
): Promise<ActConflict[]> {
  const going = plans.filter(({ change }) => change?.event === 'destroy');
  const conflicts: ActConflict[] = [];
  for (const plan of going) {
    for (const key of keys.filter(({ parent }) => parent === plan.reversal.entity)) {
      const leaving = new Set(plans.filter((one) => leaves(one, key)).map(itemIdOfPlan));
      const rows = await pointingAt(manager, plan, key, leaving.size);
      const staying = rows.filter((id) => id === null || !leaving.has(id));
      conflicts.push(...staying.slice(0, NAMED).map((id) => conflict(plan, key, id)));
    }
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

/** The item ids of the pointing rows; one null for a table that is not audited. */
async function pointingAt(
  manager: EntityManager,
  { reversal }: ReversalPlan,
  key: ForeignKey,
  leaving: number,
): Promise<(string | null)[]> {
  const matches = key.columns.map(
    (column, index) =>
      `child.${quoteIdentifier(column)} = parent.${quoteIdentifier(key.referencedColumns[index]!)}`,
  );
  const names = JSON.stringify(key.child?.keyColumns ?? []);
  const rows = await manager.query<{ image: string | null }[]>(
    `SELECT CASE WHEN jsonb_array_length($2::jsonb) > 0 THEN (
         SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(child)) WHERE $2::jsonb ? key
       )::text END AS image
     FROM jsonb_populate_record(null::${reversal.entity.table}, $1::jsonb) AS typed
     JOIN ${reversal.entity.table} AS parent ON ${reversal.entity.keyColumns
       .map((column) => `parent.${quoteIdentifier(column)} = typed.${quoteIdentifier(column)}`)
       .join(' AND ')}
     JOIN ${key.childTable} AS child ON ${matches.join(' AND ')}
     LIMIT ${leaving + NAMED}`,
    [JSON.stringify(keyImage(reversal.entity, reversal.itemId)), names],
  );
  return rows.map(({ image }) => (image === null ? null : itemIdOfKey(key, image)));
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
