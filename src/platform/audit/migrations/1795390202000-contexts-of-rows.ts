import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_CREATED_SQL } from '../sql/audit-created.sql.js';

/** Rows of one INSERT may come from different actions. */
export class ContextsOfRows1795390202000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of AUDIT_CREATED_SQL) await queryRunner.query(statement);
  }

  /** Leaves the function in its new form: without `rows` it does what the old one did. */
  public async down(): Promise<void> {
    await Promise.resolve();
  }
}
