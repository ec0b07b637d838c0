import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_CREATED_SQL } from '../sql/audit-created.sql.js';
import { RECORD_VERSION_SQL } from '../sql/record-version.sql.js';

/** Has the feed name the program that wrote past the application. */
export class ProgramsInTheFeed1795360002000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...RECORD_VERSION_SQL, ...AUDIT_CREATED_SQL]) {
      await queryRunner.query(statement);
    }
  }

  /** Leaves the functions in their new form: what they tell more does no harm. */
  public async down(): Promise<void> {
    await Promise.resolve();
  }
}
