import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deliveries by key: a route may name the columns whose values, before and after, say what a change
 * concerns. Beside it what such subscribers need: lines by key, one call for a whole line, a line that
 * waits for a person, and how long the chain of causes is.
 */
export class KeyDeliveries1795330000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE backstory.delivery_routes
        -- By what those stand in line that are ordered: aggregate, key, subscriber.
        ADD line text NOT NULL DEFAULT 'aggregate'
          CHECK (line IN ('aggregate', 'key', 'subscriber')),
        -- A delivery for each value that these had before and after.
        ADD key_columns text[],
        -- Only facts of these sources.
        ADD sources text[],
        ADD coalesces boolean NOT NULL DEFAULT false,
        -- Not what its own handler did.
        ADD ignores_own boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`
      ALTER TABLE backstory.deliveries
        -- Deliveries before it in its chain of causes.
        ADD depth smallint NOT NULL DEFAULT 0,
        -- Outbox ids up to here waited when it was made; who coalesces waits for them too.
        ADD backlog bigint,
        -- The delivery whose call it was part of.
        ADD handled_with bigint,
        DROP CONSTRAINT deliveries_state_check,
        ADD CONSTRAINT deliveries_state_check
          CHECK (state IN ('pending', 'queued', 'done', 'dead', 'skipped', 'parked'))`);
    await queryRunner.query('DROP INDEX backstory.deliveries_line, backstory.deliveries_parked');
    await queryRunner.query(`
      CREATE INDEX deliveries_line ON backstory.deliveries (subscriber, ordering_key, id)
      WHERE state IN ('pending', 'queued', 'parked') AND ordering_key IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX deliveries_stuck ON backstory.deliveries (state, id)
      WHERE state IN ('pending', 'dead', 'skipped', 'parked')`);
    await queryRunner.query(`
      CREATE INDEX deliveries_handled_with ON backstory.deliveries (handled_with)
      WHERE handled_with IS NOT NULL`);
    // The audit module puts one in its place that knows versions.
    await queryRunner.query(`
      CREATE FUNCTION backstory.fact_keys(fact_kind text, refs bigint[], key_columns text[])
      RETURNS TABLE (ref_id bigint, key text) LANGUAGE plpgsql STABLE AS $$
      BEGIN
        RETURN;
      END $$`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION backstory.fact_keys(text, bigint[], text[])');
    await queryRunner.query(
      'DROP INDEX backstory.deliveries_line, backstory.deliveries_stuck, backstory.deliveries_handled_with',
    );
    await queryRunner.query(
      "UPDATE backstory.deliveries SET state = 'dead' WHERE state = 'parked'",
    );
    await queryRunner.query(`
      ALTER TABLE backstory.deliveries DROP depth, DROP backlog, DROP handled_with,
        DROP CONSTRAINT deliveries_state_check,
        ADD CONSTRAINT deliveries_state_check
          CHECK (state IN ('pending', 'queued', 'done', 'dead', 'skipped'))`);
    await queryRunner.query(`
      CREATE INDEX deliveries_line ON backstory.deliveries (subscriber, ordering_key, id)
      WHERE state IN ('pending', 'queued') AND ordering_key IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX deliveries_parked ON backstory.deliveries (state, id)
      WHERE state IN ('pending', 'dead', 'skipped')`);
    await queryRunner.query(`
      ALTER TABLE backstory.delivery_routes DROP line, DROP key_columns, DROP sources,
        DROP coalesces, DROP ignores_own`);
  }
}
