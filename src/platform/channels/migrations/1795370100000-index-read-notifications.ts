import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what was read long ago, so that it can be deleted. */
export class IndexReadNotifications1795370100000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX notifications_read ON backstory.notifications (read_at) WHERE read_at IS NOT NULL',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX backstory.notifications_read');
  }
}
