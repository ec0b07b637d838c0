import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What users automate: `workflows` with the version in force, `workflow_versions` that never change,
 * and a row of `workflow_runs` for each event that a workflow was held against.
 */
export class CreateWorkflows1795291230000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.workflows (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        aggregate text NOT NULL,
        item_type text NOT NULL,
        triggered_on text NOT NULL,
        allow_automation boolean NOT NULL,
        enabled boolean NOT NULL,
        version_id bigint,
        -- Raised by every change that somebody made: the ETag.
        revision integer NOT NULL DEFAULT 1,
        consecutive_failures integer NOT NULL DEFAULT 0,
        disabled_reason text,
        created_by text NOT NULL,
        updated_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        destroyed_at timestamptz
      )`);
    await queryRunner.query(`
      CREATE INDEX workflows_listening ON backstory.workflows (aggregate, triggered_on, id)
      WHERE enabled AND destroyed_at IS NULL`);
    await queryRunner.query(`
      CREATE TABLE backstory.workflow_versions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        workflow_id bigint NOT NULL REFERENCES backstory.workflows (id),
        number integer NOT NULL,
        definition jsonb NOT NULL,
        created_by text NOT NULL,
        correlation_id text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (workflow_id, number)
      )`);
    await queryRunner.query(`
      CREATE FUNCTION backstory.refuse_workflow_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a version of a workflow never changes; write a new one'
          USING ERRCODE = 'restrict_violation';
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER workflow_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
      ON backstory.workflow_versions
      FOR EACH STATEMENT EXECUTE FUNCTION backstory.refuse_workflow_rewrite()`);
    await queryRunner.query(`
      CREATE TABLE backstory.workflow_runs (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        workflow_id bigint NOT NULL REFERENCES backstory.workflows (id),
        version_id bigint NOT NULL REFERENCES backstory.workflow_versions (id),
        event_id bigint NOT NULL,
        aggregate text NOT NULL,
        item_type text NOT NULL,
        item_id text NOT NULL,
        action text NOT NULL,
        status text NOT NULL CHECK (status IN ('matched', 'succeeded', 'skipped', 'failed')),
        skip_reason text,
        detail text,
        truth jsonb,
        missing text[] NOT NULL DEFAULT '{}',
        actions jsonb NOT NULL DEFAULT '[]',
        depth integer NOT NULL,
        correlation_id text NOT NULL,
        causation_id text,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        UNIQUE (workflow_id, event_id)
      )`);
    // The loop guard: a workflow acts on one record at most once within a correlation.
    await queryRunner.query(`
      CREATE UNIQUE INDEX workflow_runs_once ON backstory.workflow_runs
        (correlation_id, workflow_id, item_type, item_id) WHERE status <> 'skipped'`);
    await queryRunner.query(
      'CREATE INDEX workflow_runs_of_workflow ON backstory.workflow_runs (workflow_id, id)',
    );
    await queryRunner.query(
      'CREATE INDEX workflow_runs_of_item ON backstory.workflow_runs (item_type, item_id, id)',
    );
    await queryRunner.query(`
      CREATE INDEX workflow_runs_skipped ON backstory.workflow_runs (started_at)
      WHERE status = 'skipped'`);
    await queryRunner.query(
      'CREATE INDEX workflow_runs_correlation ON backstory.workflow_runs (correlation_id, id)',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE backstory.workflow_runs, backstory.workflow_versions, backstory.workflows',
    );
    await queryRunner.query('DROP FUNCTION backstory.refuse_workflow_rewrite()');
  }
}
