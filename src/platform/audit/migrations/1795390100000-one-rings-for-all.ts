import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SESSION_CONTEXT } from '../sql/session-context.sql.js';

/** Of other programs that find the relay asleep at once, one rings. */
export class OneRingsForAll1795390100000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SESSION_CONTEXT);
  }

  /** Leaves the function in its new form: a relay of the former release may sleep a second longer. */
  public async down(): Promise<void> {
    await Promise.resolve();
  }
}
