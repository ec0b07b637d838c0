import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The road from a committed fact to whoever reacts to it: `outbox` rows are written in the caller's
 * transaction, the relay moves them to `feed_entries` under a dense position kept in `feed_head`.
 */
export class CreateOutbox1767225600000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS backstory');
    await queryRunner.query(`
      CREATE TABLE backstory.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        ref_id bigint NOT NULL,
        item_type text NOT NULL,
        item_id text NOT NULL,
        event text NOT NULL,
        actor text,
        actor_type text,
        source text,
        correlation_id text,
        causation_id text,
        aggregate_type text,
        aggregate_id text,
        summary jsonb,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (
        -- A queue: every row is deleted within moments, so vacuum by count, never by share.
        autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 1000
      )`);
    await queryRunner.query(`
      CREATE TABLE backstory.feed_entries (
        position bigint PRIMARY KEY,
        kind text NOT NULL,
        ref_id bigint NOT NULL,
        item_type text NOT NULL,
        item_id text NOT NULL,
        event text NOT NULL,
        actor text,
        actor_type text,
        source text,
        correlation_id text,
        causation_id text,
        aggregate_type text,
        aggregate_id text,
        summary jsonb,
        occurred_at timestamptz NOT NULL,
        appended_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(
      'CREATE INDEX feed_entries_item ON backstory.feed_entries (item_type, item_id, position)',
    );
    await queryRunner.query(
      'CREATE INDEX feed_entries_correlation ON backstory.feed_entries (correlation_id, position)',
    );
    await queryRunner.query(`
      CREATE TABLE backstory.feed_head (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        epoch text NOT NULL,
        position bigint NOT NULL,
        -- Everything up to here was handed to pub/sub; a new relay repeats what lies beyond.
        announced bigint NOT NULL DEFAULT 0
      ) WITH (fillfactor = 10)`);
    await queryRunner.query(
      `INSERT INTO backstory.feed_head (epoch, position)
       VALUES (left(replace(gen_random_uuid()::text, '-', ''), 12), 0)`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE backstory.feed_head, backstory.feed_entries, backstory.outbox',
    );
  }
}
