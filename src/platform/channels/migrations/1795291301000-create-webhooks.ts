import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that are told of events, and the secrets that sign what they are told. */
export class CreateWebhooks1795291301000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.webhook_endpoints (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        url text NOT NULL,
        description text,
        events text[] NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        disabled_reason text,
        disabled_at timestamptz,
        -- Since when nothing has got through.
        failing_since timestamptz,
        last_success_at timestamptz,
        last_failure_at timestamptz,
        last_status integer,
        created_by text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // Apart from the endpoints, so that nobody who reads those reads a secret by accident.
    await queryRunner.query(`
      CREATE TABLE backstory.webhook_secrets (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        endpoint_id bigint NOT NULL REFERENCES backstory.webhook_endpoints ON DELETE CASCADE,
        secret text NOT NULL,
        -- Null for the newest one.
        expires_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(
      'CREATE INDEX webhook_secrets_endpoint ON backstory.webhook_secrets (endpoint_id, id)',
    );
    await queryRunner.query('CREATE SEQUENCE backstory.webhook_test_ids');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SEQUENCE backstory.webhook_test_ids');
    await queryRunner.query('DROP TABLE backstory.webhook_secrets, backstory.webhook_endpoints');
  }
}
