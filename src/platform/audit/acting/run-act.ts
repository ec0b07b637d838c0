import type { EntityManager } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import { currentContext, runInContext } from '../../correlation/index.js';
import { ActConflictError, NotRevertibleError } from '../audit.errors.js';
import { AuditedEntities } from '../audited-entities.js';
import type { ActedItem } from '../interfaces/audit-access-policy.interface.js';
import { planAct, type ActPlan } from './act-plan.js';
import type { ActConflict, ActOptions, ActResult, Unrestorable } from './acting.interfaces.js';
import { type ForeignKey, foreignKeys } from './foreign-keys.js';
import type { ReversalPlan } from './plan-reversal.js';
import { mayBeWritten, type Reversal } from './reversal.js';
import { writeRecorded } from './write-recorded.js';

/** One revert, restore or undo. */
export interface Act {
  readonly conflictCode: ActConflictError['code'];
  /** Acts with the same lock wait for each other. */
  readonly lock: string;
  /** The reason when neither the caller nor the context gives one. */
  readonly reason: string;
  /** Reads what is to be taken back, inside the transaction. */
  readonly reversals: (
    manager: EntityManager,
    keys: readonly ForeignKey[],
  ) => Promise<readonly Reversal[]>;
}

/** Ends a dry run's transaction; carries its outcome past the rollback. */
class DryRun extends Error {
  public constructor(public readonly result: ActResult) {
    super('dry run');
  }
}

/**
 * Plans an act and does it, all or nothing, in one transaction (a savepoint of the caller's). A dry
 * run does it too and rolls back, so that what the database would refuse is reported as well.
 */
export async function runAct(
  manager: EntityManager,
  act: Act,
  options: ActOptions,
): Promise<ActResult> {
  const reason = options.reason ?? currentContext()?.reason ?? act.reason;
  try {
    return await runInContext({ reason }, () =>
      manager.transaction((transaction) => inTransaction(transaction, act, options)),
    );
  } catch (error) {
    if (error instanceof DryRun) {
      return error.result;
    }
    throw error;
  }
}

async function inTransaction(
  manager: EntityManager,
  act: Act,
  options: ActOptions,
): Promise<ActResult> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [act.lock]);
  const keys = foreignKeys(AuditedEntities.of(manager.dataSource));
  const reversals = await act.reversals(manager, keys);
  const plan = await planAct(manager, reversals.filter(mayBeWritten), keys);
  await options.authorize?.(actedItems(plan));
  const { changes } = plan;
  const unrestorable = [...plan.unrestorable, ...leftAlone(reversals)];
  if (options.dryRun) {
    const conflicts = plan.conflicts.length > 0 ? plan.conflicts : await tryOut(manager, plan);
    throw new DryRun({ dryRun: true, changes, conflicts, unrestorable, versions: [] });
  }
  if (plan.conflicts.length > 0) {
    throw new ActConflictError(act.conflictCode, plan.conflicts);
  }
  const floor = await newestVersion(manager);
  for (const step of plan.steps) {
    await writeStep(manager, act, step);
  }
  const versions = await versionsSince(manager, floor);
  return { dryRun: false, changes, conflicts: [], unrestorable, versions };
}

/** @throws NotRevertibleError when there is nothing else */
function leftAlone(reversals: readonly Reversal[]): Unrestorable[] {
  const left = reversals.filter((reversal) => !mayBeWritten(reversal));
  const [first] = left;
  if (first !== undefined && left.length === reversals.length) {
    throw new NotRevertibleError(first.entity.itemType, first.itemId);
  }
  return left.map(({ entity, itemId }) => ({
    itemType: entity.itemType,
    itemId,
    field: '*',
    why: 'not_revertible',
  }));
}

function actedItems({ changes, conflicts }: ActPlan): ActedItem[] {
  return [
    ...changes.map((change) => ({
      itemType: change.itemType,
      itemId: change.itemId,
      fields: Object.keys(change.changes),
    })),
    ...conflicts.map(({ itemType, itemId, field }) => ({
      itemType,
      itemId,
      fields: field === null ? [] : [field],
    })),
  ];
}

/** Writes for show; the first refusal ends the transaction, so there is one at most. */
async function tryOut(manager: EntityManager, plan: ActPlan): Promise<ActConflict[]> {
  const act = { conflictCode: 'AUDIT_REVERT_CONFLICT' } as const;
  try {
    for (const step of plan.steps) {
      await writeStep(manager, act, step);
    }
    await manager.query('SET CONSTRAINTS ALL IMMEDIATE');
    return [];
  } catch (error) {
    if (error instanceof ActConflictError) {
      return [...error.conflicts];
    }
    throw error;
  }
}

async function writeStep(
  manager: EntityManager,
  { conflictCode }: Pick<Act, 'conflictCode'>,
  { reversal, change }: ReversalPlan,
): Promise<void> {
  const causationId = `version:${reversal.last.record.id}`;
  try {
    await runInContext({ causationId }, () => writeRecorded(manager, reversal.entity, change!));
  } catch (error) {
    const refusal = integrityViolation(error);
    if (refusal === undefined) {
      throw error;
    }
    const conflict = rejected(reversal, refusal);
    throw new ActConflictError(conflictCode, [conflict]);
  }
}

function integrityViolation(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) {
    return undefined;
  }
  const { code, constraint } = error.driverError as { code?: string; constraint?: string };
  return code?.startsWith('23') ? (constraint ?? code) : undefined;
}

function rejected({ entity, itemId }: Reversal, constraint: string): ActConflict {
  return {
    itemType: entity.itemType,
    itemId,
    field: null,
    problem: 'rejected',
    detail: `the database refuses it (${constraint})`,
    versionId: null,
    whodunnit: null,
    occurredAt: null,
    current: null,
    expected: null,
  };
}

async function newestVersion(manager: EntityManager): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    'SELECT coalesce(max(id), 0)::text AS id FROM backstory.versions',
  );
  return row!.id;
}

async function versionsSince(manager: EntityManager, floor: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id::text FROM backstory.versions
     WHERE id > $1::bigint AND tx_id = pg_current_xact_id() ORDER BY id`,
    [floor],
  );
  return rows.map(({ id }) => id);
}
