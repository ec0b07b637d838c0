import type { DataSource } from 'typeorm';
import { compareTriggers, readTriggers, type TriggerDrift } from '../../triggers/index.js';
import { auditTriggers } from './audit-triggers.js';

/**
 * How the audit triggers of the database differ from those that the entities declare; without the
 * guard none should be there.
 * @publicApi
 */
export async function auditTriggerDrift(
  dataSource: DataSource,
  guard = true,
): Promise<TriggerDrift[]> {
  const existing = await readTriggers(dataSource);
  const ofAudit = existing.filter(({ name }) => name.startsWith('backstory_audit'));
  const [{ schema }] = await dataSource.query<[{ schema: string }]>(
    'SELECT current_schema() AS schema',
  );
  return compareTriggers(guard ? auditTriggers(dataSource) : [], ofAudit, schema);
}
