import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who wants to hear of what (`delivery_routes`), and one row for each that the relay owes somebody
 * (`deliveries`). Routes are data, so that the relay of one release serves the inboxes of another.
 */
export class CreateDeliveries1795291200000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.delivery_routes (
        kind text NOT NULL,
        -- '*' for any.
        item_type text NOT NULL,
        event text NOT NULL,
        subscriber text NOT NULL,
        -- What of the subscriber's own it is for: an endpoint, a workflow.
        target text NOT NULL DEFAULT '',
        ordered boolean NOT NULL DEFAULT false,
        declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (kind, item_type, event, subscriber, target)
      )`);
    await queryRunner.query(`
      CREATE TABLE backstory.deliveries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        ref_id bigint NOT NULL,
        subscriber text NOT NULL,
        target text NOT NULL DEFAULT '',
        -- The run that delivers it again, '' for the first time.
        replay text NOT NULL DEFAULT '',
        item_type text NOT NULL,
        item_id text NOT NULL,
        event text NOT NULL,
        -- The item itself where it belongs to no aggregate.
        aggregate_type text NOT NULL,
        aggregate_id text NOT NULL,
        -- The line it stands in, where its subscriber wants order.
        ordering_key text,
        correlation_id text,
        causation_id text,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'queued', 'done', 'dead', 'skipped')),
        attempts integer NOT NULL DEFAULT 0,
        -- Attempts before somebody asked for more; the limit counts from here.
        attempts_base integer NOT NULL DEFAULT 0,
        -- How often its process died while it ran; from the first on it runs alone.
        crashes integer NOT NULL DEFAULT 0,
        available_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        queued_at timestamptz,
        lease_until timestamptz,
        done_at timestamptz,
        last_error text,
        skip_reason text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (kind, ref_id, subscriber, target, replay)
      ) WITH (
        -- Every row is updated twice within moments.
        autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_vacuum_threshold = 1000
      )`);
    await queryRunner.query(`
      CREATE INDEX deliveries_due ON backstory.deliveries (subscriber, available_at, id)
      WHERE state = 'pending' AND ordering_key IS NULL`);
    await queryRunner.query(`
      CREATE INDEX deliveries_line ON backstory.deliveries (subscriber, ordering_key, id)
      WHERE state IN ('pending', 'queued') AND ordering_key IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX deliveries_queued ON backstory.deliveries (subscriber, lease_until)
      WHERE state = 'queued'`);
    await queryRunner.query(`
      CREATE INDEX deliveries_parked ON backstory.deliveries (state, id)
      WHERE state IN ('pending', 'dead', 'skipped')`);
    await queryRunner.query(
      'CREATE INDEX deliveries_subscriber ON backstory.deliveries (subscriber, id)',
    );
    await queryRunner.query(
      'CREATE INDEX deliveries_aggregate ON backstory.deliveries (aggregate_type, aggregate_id, id)',
    );
    await queryRunner.query(
      'CREATE INDEX deliveries_correlation ON backstory.deliveries (correlation_id, id)',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.deliveries, backstory.delivery_routes');
  }
}
