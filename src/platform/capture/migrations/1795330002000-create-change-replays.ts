import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far replays of changes are. */
export class CreateChangeReplays1795330002000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.change_replays (
        processor text NOT NULL,
        name text NOT NULL,
        filter jsonb NOT NULL,
        state text NOT NULL DEFAULT 'running'
          CHECK (state IN ('running', 'paused', 'done', 'failed')),
        -- Versions up to here are done with; those beyond the last came after it began.
        position bigint NOT NULL DEFAULT 0,
        last_id bigint NOT NULL,
        total bigint NOT NULL,
        processed bigint NOT NULL DEFAULT 0,
        deliveries bigint NOT NULL DEFAULT 0,
        error text,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        PRIMARY KEY (processor, name)
      )`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.change_replays');
  }
}
