import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACT_AS_SQL } from '../sql/act-as.sql.js';
import { SESSION_CONTEXT } from '../sql/session-context.sql.js';

/** Other programs say for whom they act, and wake a sleeping relay. */
export class ForeignWriters1795340000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [SESSION_CONTEXT, ...ACT_AS_SQL]) {
      await queryRunner.query(statement);
    }
  }

  /** Leaves the session's context in its new form: it does what the old one did. */
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION backstory.act_as(text, text, boolean)');
  }
}
