import type { EntityManager } from 'typeorm';
import { NotRestorableError } from '../audit.errors.js';
import type { ActConflict, PlannedChange, Unrestorable } from './acting.interfaces.js';
import { blame } from './blame.js';
import type { ForeignKey } from './foreign-keys.js';
import { lockLiveRows } from './live-rows.js';
import { missingParents } from './missing-parents.js';
import { planReversal, type ReversalPlan } from './plan-reversal.js';
import { referencingRows } from './referencing-rows.js';
import type { Reversal } from './reversal.js';
import { inWriteOrder } from './write-order.js';

/** What an act would write, in order, and what stands in its way. */
export interface ActPlan {
  readonly steps: readonly ReversalPlan[];
  readonly changes: readonly PlannedChange[];
  readonly conflicts: readonly ActConflict[];
  readonly unrestorable: readonly Unrestorable[];
}

/**
 * Locks the rows and plans their reversals.
 * @throws NotRestorableError when a row cannot be recreated, whatever else is done
 */
export async function planAct(
  manager: EntityManager,
  reversals: readonly Reversal[],
  keys: readonly ForeignKey[],
): Promise<ActPlan> {
  const live = await lockLiveRows(manager, reversals);
  const plans = inWriteOrder(reversals, keys).map((reversal) =>
    planReversal(reversal, live.get(reversal) ?? null),
  );
  const unrestorable = plans.flatMap((plan) => plan.unrestorable);
  const needed = plans.filter(({ change }) => change?.event === 'create').flatMap(requiredLosses);
  if (needed.length > 0) {
    throw new NotRestorableError(needed);
  }
  const conflicts = [
    ...(await blame(manager, plans)),
    ...(await missingParents(manager, plans, keys)),
    ...(await referencingRows(manager, plans, keys)),
  ];
  const steps = plans.filter(({ change }) => change !== undefined);
  return { steps, changes: steps.map(({ change }) => change!), conflicts, unrestorable };
}

/** Lost columns that may not be null and have no default. */
function requiredLosses({ reversal, unrestorable }: ReversalPlan): Unrestorable[] {
  return unrestorable.filter(({ field }) => {
    const column = reversal.entity.columns.get(field);
    return (
      column !== undefined &&
      !column.isNullable &&
      column.default === undefined &&
      !column.isGenerated &&
      !column.isCreateDate
    );
  });
}
