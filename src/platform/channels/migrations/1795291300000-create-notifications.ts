import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told in the application. */
export class CreateNotifications1795291300000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.notifications (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        body text,
        link text,
        item_type text,
        item_id text,
        actor text,
        correlation_id text,
        causation_id text,
        -- Who notifies twice for one reason notifies once.
        idempotency_key text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        read_at timestamptz
      )`);
    await queryRunner.query(
      'CREATE INDEX notifications_user ON backstory.notifications (user_id, id)',
    );
    await queryRunner.query(
      'CREATE INDEX notifications_unread ON backstory.notifications (user_id, id) WHERE read_at IS NULL',
    );
    await queryRunner.query(`
      CREATE INDEX notifications_correlation ON backstory.notifications (correlation_id, id)
      WHERE correlation_id IS NOT NULL`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.notifications');
  }
}
