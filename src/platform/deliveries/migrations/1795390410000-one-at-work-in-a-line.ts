import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of a line, one delivery at a time is handed to a handler: as a rule of the data, since two
 * dispatchers may look at a line in the moment in which somebody retries an old delivery of it.
 */
export class OneAtWorkInALine1795390410000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    // Where a retry had two at work: all but the first wait again.
    await queryRunner.query(`
      UPDATE backstory.deliveries d
      SET state = 'pending', queued_at = NULL, lease_until = NULL
      WHERE d.state = 'queued' AND d.ordering_key IS NOT NULL AND EXISTS (
        SELECT 1 FROM backstory.deliveries before
        WHERE before.subscriber = d.subscriber AND before.ordering_key = d.ordering_key
          AND before.state = 'queued' AND before.id < d.id)`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX deliveries_line_at_work ON backstory.deliveries (subscriber, ordering_key)
      WHERE state = 'queued' AND ordering_key IS NOT NULL`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX backstory.deliveries_line_at_work');
  }
}
