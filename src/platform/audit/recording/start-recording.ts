import type { DataSource } from 'typeorm';
import { describeDrift, TriggerDriftError } from '../../triggers/index.js';
import type { AuditModuleOptions } from '../interfaces/audit-module-options.interface.js';
import { auditTriggerDrift } from '../policy/audit-trigger-drift.js';
import { TransactionContextSubscriber } from './transaction-context.subscriber.js';
import { VersionRecorderSubscriber } from './version-recorder.subscriber.js';

/**
 * Makes every change through the data source leave a version, by the guard or by the subscriber.
 * @throws TriggerDriftError when the database's triggers are not what the choice needs: with the
 * guard, exactly those that the entities declare; without it, none, or each change would count twice
 */
export async function startRecording(
  dataSource: DataSource,
  { guard = true, onCommit = () => undefined }: AuditModuleOptions,
): Promise<void> {
  const findings = await auditTriggerDrift(dataSource, guard);
  if (findings.length > 0) {
    throw new TriggerDriftError(findings.map(describeDrift));
  }
  dataSource.subscribers.push(new TransactionContextSubscriber(onCommit, guard));
  if (!guard) {
    dataSource.subscribers.push(new VersionRecorderSubscriber(dataSource));
  }
}
