import type { MigrationInterface, QueryRunner } from 'typeorm';
import { READING_SQL } from '../sql/reading.sql.js';

/** The database functions that reading and acting on versions use. */
export class CreateAuditReading1767225602000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of READING_SQL) {
      await queryRunner.query(statement);
    }
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const signature of [
      'stored_image(record, jsonb)',
      'restorable(jsonb)',
      'state_after(jsonb, jsonb)',
    ]) {
      await queryRunner.query(`DROP FUNCTION backstory.${signature}`);
    }
  }
}
