import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLY_WRITES, INSERT_TOGETHER } from '../sql/apply-writes.sql.js';

/** Writes of many messages in one round trip: together, or each alone in its failure. */
export class ApplyMessagesTogether1795390201000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(APPLY_WRITES);
    await queryRunner.query(INSERT_TOGETHER);
    // A write of every row for each time that it is shown: what counts is what the peer says it has.
    await queryRunner.query('ALTER TABLE backstory.outbound_messages DROP COLUMN offered_at');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE backstory.outbound_messages ADD COLUMN offered_at timestamptz',
    );
    await queryRunner.query(
      'DROP FUNCTION backstory.sync_apply_writes, backstory.sync_insert_together',
    );
  }
}
