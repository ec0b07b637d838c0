import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_CREATED_SQL } from '../sql/audit-created.sql.js';
import { AUDIT_TRIGGER_FUNCTIONS_SQL } from '../sql/audit-triggers.sql.js';
import { STORING_SQL } from '../sql/policy.sql.js';
import { RECORD_VERSION_SQL } from '../sql/record-version.sql.js';

/** Records the rows of one INSERT together, and one change with fewer statements. */
export class RecordRowsTogether1767225603000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...STORING_SQL,
      ...RECORD_VERSION_SQL,
      ...AUDIT_TRIGGER_FUNCTIONS_SQL,
      ...AUDIT_CREATED_SQL,
    ];
    for (const statement of statements) {
      await queryRunner.query(statement);
    }
  }

  /** Leaves the functions that were there before in their new form: they do what the old ones did. */
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION backstory.audit_created() CASCADE');
  }
}
