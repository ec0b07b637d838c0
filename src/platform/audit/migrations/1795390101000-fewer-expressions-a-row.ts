import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_TRIGGER_FUNCTIONS_SQL } from '../sql/audit-triggers.sql.js';
import { POLICY_SQL } from '../sql/policy.sql.js';
import { RECORD_VERSION_SQL } from '../sql/record-version.sql.js';

/** Records a change with fewer expressions, of which each transaction pays for every first one. */
export class FewerExpressionsARow1795390101000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [
      ...POLICY_SQL,
      ...RECORD_VERSION_SQL,
      ...AUDIT_TRIGGER_FUNCTIONS_SQL,
    ]) {
      await queryRunner.query(statement);
    }
  }

  /** Leaves the functions in their new form: they do what the old ones did. */
  public async down(): Promise<void> {
    await Promise.resolve();
  }
}
