import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of what is open stay short walks however much is done with. */
export class FindOpenMessages1795380001000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX inbound_messages_state ON backstory.inbound_messages (state, seq)
       WHERE state <> 'processed'`,
    );
    await queryRunner.query(
      `CREATE INDEX outbound_messages_pending ON backstory.outbound_messages (seq)
       WHERE delivered_at IS NULL`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP INDEX backstory.inbound_messages_state, backstory.outbound_messages_pending',
    );
  }
}
