import type { DataSource } from 'typeorm';
import { auditTriggers } from '../../../src/platform/audit/index.js';
import { createTriggerSql } from '../../../src/platform/triggers/index.js';

/** Installs the audit triggers of every audited entity, as the generated migration would. */
export async function installAuditTriggers(dataSource: DataSource): Promise<void> {
  for (const trigger of auditTriggers(dataSource)) {
    await dataSource.query(createTriggerSql(trigger));
  }
}
