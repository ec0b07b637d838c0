import type { MigrationInterface, QueryRunner } from 'typeorm';
import { KEYS_SQL } from '../sql/keys.sql.js';

/** Lets the relay find what a version concerns, by the columns that a route names. */
export class VersionKeys1795330001000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of KEYS_SQL) {
      await queryRunner.query(statement);
    }
  }

  /** Leaves `fact_keys`, which the outbox module made and takes away. */
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION backstory.image_key(jsonb, text[])');
  }
}
