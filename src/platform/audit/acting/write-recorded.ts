import type { EntityManager } from 'typeorm';
import { AuditedEntities, type AuditedEntity } from '../audited-entities.js';
import { auditPolicy } from '../policy/audit-policy.js';
import { keyImage } from '../reading/item-id.js';
import { lockRowImages, recordChangedRows } from '../recording/row-images.js';
import { transactionContext } from '../recording/transaction-context.js';
import { VersionRecorderSubscriber } from '../recording/version-recorder.subscriber.js';
import type { PlannedChange } from './acting.interfaces.js';
import { writeRow } from './row-writer.js';

/** Writes a row so that it leaves its version: by the guard, or by hand where there is none. */
export async function writeRecorded(
  manager: EntityManager,
  entity: AuditedEntity,
  change: PlannedChange,
): Promise<void> {
  const { dataSource, queryRunner } = manager;
  const isUnguarded = dataSource.subscribers.some(
    (subscriber) => subscriber instanceof VersionRecorderSubscriber,
  );
  if (!isUnguarded || queryRunner === undefined) {
    await writeRow(manager, entity, change);
    return;
  }
  const policy = auditPolicy(entity, AuditedEntities.of(dataSource));
  const key = keyImage(entity, change.itemId);
  const [before] = await lockRowImages(queryRunner, entity, policy, [key]);
  await writeRow(manager, entity, change);
  const changed = { key, before: before ?? null, exists: change.event !== 'destroy' };
  await recordChangedRows(queryRunner, entity, policy, [changed], transactionContext());
}
