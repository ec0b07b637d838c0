import type { EntityManager } from 'typeorm';
import {
  CorrelationNotFoundError,
  NotADestroyError,
  NotRevertibleError,
  VersionNotFoundError,
} from '../audit.errors.js';
import { AuditedEntities } from '../audited-entities.js';
import type { StoredVersion } from '../reading/stored-version.js';
import { VersionReader } from '../reading/version-reader.js';
import type { ActResult, ActOptions, RestoreOptions, RevertOptions } from './acting.interfaces.js';
import { relatedReversals, unlinkedReversals } from './related-reversals.js';
import { mayBeWritten, onlyFields, type Reversal, reversalOf } from './reversal.js';
import { runAct } from './run-act.js';

/** Takes back what one version changed. Of a create that means destroy, of a destroy restore. */
export function revert(
  manager: EntityManager,
  versionId: string,
  options: RevertOptions,
): Promise<ActResult> {
  return runAct(
    manager,
    {
      conflictCode: 'AUDIT_REVERT_CONFLICT',
      lock: `backstory:version:${versionId}`,
      reason: `revert of version ${versionId}`,
      async reversals(transaction, keys) {
        const reversal = await single(transaction, versionId);
        if (options.fields !== undefined) {
          return [onlyFields(reversal, options.fields)];
        }
        return reversal.before === null
          ? [reversal, ...(await relatedReversals(transaction, reversal, keys))]
          : [reversal];
      },
    },
    options,
  );
}

/** Brings back a destroyed record, and what was destroyed with it when asked. */
export function restore(
  manager: EntityManager,
  versionId: string,
  options: RestoreOptions,
): Promise<ActResult> {
  return runAct(
    manager,
    {
      conflictCode: 'AUDIT_RESTORE_CONFLICT',
      lock: `backstory:version:${versionId}`,
      reason: `restore of version ${versionId}`,
      async reversals(transaction, keys) {
        const reversal = await single(transaction, versionId);
        const { event } = reversal.first.record;
        if (event !== 'destroy') {
          throw new NotADestroyError(versionId, event);
        }
        if (!options.associations) {
          return [reversal];
        }
        const restored = [reversal, ...(await relatedReversals(transaction, reversal, keys))];
        return [...restored, ...(await unlinkedReversals(transaction, restored, keys))];
      },
    },
    options,
  );
}

/** Takes back everything that a correlation changed: each record to what it was before it. */
export function undo(
  manager: EntityManager,
  correlationId: string,
  options: ActOptions,
): Promise<ActResult> {
  return runAct(
    manager,
    {
      conflictCode: 'AUDIT_UNDO_CONFLICT',
      lock: `backstory:correlation:${correlationId}`,
      reason: `undo of correlation ${correlationId}`,
      async reversals(transaction) {
        const versions = await new VersionReader(transaction).all({ correlationId });
        if (versions.length === 0) {
          throw new CorrelationNotFoundError(correlationId);
        }
        return byRecord(transaction, versions);
      },
    },
    options,
  );
}

async function single(manager: EntityManager, versionId: string): Promise<Reversal> {
  const version = await new VersionReader(manager).get(versionId);
  const [reversal] = byRecord(manager, [version]);
  if (reversal === undefined) {
    throw new VersionNotFoundError(versionId);
  }
  if (!mayBeWritten(reversal)) {
    throw new NotRevertibleError(reversal.entity.itemType, reversal.itemId);
  }
  return reversal;
}

function byRecord(manager: EntityManager, versions: readonly StoredVersion[]): Reversal[] {
  const entities = AuditedEntities.of(manager.dataSource);
  const groups = new Map<string, [StoredVersion, ...StoredVersion[]]>();
  for (const version of versions) {
    const name = JSON.stringify([version.record.itemType, version.record.itemId]);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, [version]);
    } else {
      group.push(version);
    }
  }
  return [...groups.values()].map((group) =>
    reversalOf(entities.get(group[0].record.itemType), group),
  );
}
