import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the tables of events share; each aggregate's own table has a generated migration. */
export class CreateEvents1767225610000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SEQUENCE backstory.event_ids AS bigint');
    await queryRunner.query(`
      CREATE TABLE backstory.event_slots (
        -- Who competes for one event: aggregate, action, actor and record, hashed.
        key uuid PRIMARY KEY,
        aggregate text NOT NULL,
        event_id bigint NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      ) WITH (
        -- Updated far more often than inserted, and no updated column is indexed.
        fillfactor = 70
      )`);
    await queryRunner.query(`
      CREATE FUNCTION backstory.refuse_event_rewrite() RETURNS trigger
      LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        RAISE EXCEPTION 'events are append-only: % of % is refused', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege',
                HINT = 'Record another event that says what has changed.';
      END $$`);
    await queryRunner.query(`
      CREATE TABLE backstory.backfills (
        name text PRIMARY KEY,
        aggregate text NOT NULL,
        filter jsonb NOT NULL,
        -- Events up to this id existed when it started; later ones take the live road.
        last_id bigint NOT NULL,
        position bigint NOT NULL DEFAULT 0,
        total bigint NOT NULL,
        processed bigint NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('running', 'paused', 'done', 'failed')),
        error text,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      )`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.backfills, backstory.event_slots');
    await queryRunner.query('DROP FUNCTION backstory.refuse_event_rewrite()');
    await queryRunner.query('DROP SEQUENCE backstory.event_ids');
  }
}
