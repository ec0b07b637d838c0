import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of each attempt at a delivery, and the tasks that retry or skip many of them. */
export class CreateDeliveryAttempts1795291201000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.delivery_attempts (
        delivery_id bigint NOT NULL REFERENCES backstory.deliveries ON DELETE CASCADE,
        attempt integer NOT NULL,
        outcome text NOT NULL,
        error text,
        detail jsonb,
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (delivery_id, attempt)
      )`);
    await queryRunner.query(`
      CREATE TABLE backstory.delivery_tasks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        action text NOT NULL CHECK (action IN ('retry', 'skip')),
        filter jsonb NOT NULL,
        reason text,
        actor text NOT NULL,
        correlation_id text,
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed')),
        total bigint NOT NULL,
        processed bigint NOT NULL DEFAULT 0,
        changed bigint NOT NULL DEFAULT 0,
        -- Ids up to here are done with; ids beyond the bound came after the task did.
        position bigint NOT NULL DEFAULT 0,
        bound bigint NOT NULL,
        error text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      )`);
    await queryRunner.query(
      "CREATE INDEX delivery_tasks_running ON backstory.delivery_tasks (id) WHERE state = 'running'",
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.delivery_tasks, backstory.delivery_attempts');
  }
}
