import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { AuditedEntity } from '../audited-entities.js';
import { populated } from '../reading/populated-columns.js';
import type { ActConflict } from './acting.interfaces.js';
import type { ForeignKey } from './foreign-keys.js';
import { pointedAt, pointsTo } from './image-links.js';
import type { ReversalPlan } from './plan-reversal.js';

/** Rows to be written whose foreign key would point to a row that neither is there nor comes back. */
export async function missingParents(
  manager: EntityManager,
  plans: readonly ReversalPlan[],
  keys: readonly ForeignKey[],
): Promise<ActConflict[]> {
  const conflicts: ActConflict[] = [];
  for (const key of keys) {
    const pointing = plans.filter(
      (plan) => key.child === plan.reversal.entity && writes(plan, key),
    );
    const coming = new Set(
      plans
        .filter(
          ({ reversal, change }) => key.parent === reversal.entity && change?.event === 'create',
        )
        .map(({ reversal }) => pointedAt(reversal.before!, key)),
    );
    const open = pointing.filter(({ reversal }) => !coming.has(pointsTo(reversal.before!, key)));
    const absent = await absentParents(manager, key, open);
    conflicts.push(...absent.map((plan) => conflict(plan, key)));
  }
  return conflicts;
}

function writes({ reversal, change }: ReversalPlan, key: ForeignKey): boolean {
  if (change === undefined || reversal.before === null) {
    return false;
  }
  return (
    pointsTo(reversal.before, key) !== undefined &&
    (change.event === 'create' || key.columns.some((name) => name in change.changes))
  );
}

async function absentParents(
  manager: EntityManager,
  key: ForeignKey,
  plans: readonly ReversalPlan[],
): Promise<ReversalPlan[]> {
  if (plans.length === 0) {
    return [];
  }
  const matches = key.columns.map(
    (name, index) =>
      `parent.${quoteIdentifier(key.referencedColumns[index]!)} = r.${quoteIdentifier(name)}`,
  );
  const rows = await manager.query<{ id: string }[]>(
    `SELECT v.id::text FROM backstory.versions v,
       ${populated(key.child as AuditedEntity, 'backstory.restorable(v.object)', 'r')}
     WHERE v.id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT FROM ${key.parentTable} AS parent WHERE ${matches.join(' AND ')})`,
    [plans.map(({ reversal }) => reversal.first.record.id)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return plans.filter(({ reversal }) => ids.has(reversal.first.record.id));
}

function conflict({ reversal }: ReversalPlan, key: ForeignKey): ActConflict {
  const values = key.columns.map((name) => reversal.first.record.object?.[name]);
  const expected = values.length === 1 ? values[0] : values;
  return {
    itemType: reversal.entity.itemType,
    itemId: reversal.itemId,
    field: key.columns.join(', '),
    problem: 'missing_parent',
    detail: `points to ${key.parentName} ${values.join(', ')}, which does not exist`,
    versionId: null,
    whodunnit: null,
    occurredAt: null,
    current: null,
    expected,
  };
}
