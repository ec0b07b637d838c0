import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages from and to other deployments. Both tables have the gem's columns, keyed per peer; `seq`
 * is a number of ours, by which pages and the tree of causes name them.
 */
export class CreateSync1795380000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE backstory.sync_peers (
        name text PRIMARY KEY,
        -- The id of the last message that came from it; null before the first, which may have any.
        last_inbound_id bigint,
        -- What it offered and was told is not next; offered again, it is a gap that cannot be filled.
        refused_id bigint,
        -- It has said that it has all up to here.
        acknowledged_id bigint NOT NULL DEFAULT 0,
        -- What it announced when it last spoke; null for a Ruby gem.
        capabilities text,
        paused boolean NOT NULL DEFAULT false,
        withheld_destroys bigint NOT NULL DEFAULT 0,
        last_push_at timestamptz,
        last_pull_at timestamptz,
        last_contact_at timestamptz,
        last_error text,
        last_error_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(`
      CREATE TABLE backstory.sync_counters (
        -- Apart from the peer's row: writers of messages wait for each other here and nowhere else.
        peer text PRIMARY KEY REFERENCES backstory.sync_peers (name) ON DELETE CASCADE,
        last_outbound_id bigint NOT NULL DEFAULT 0
      ) WITH (fillfactor = 10)`);
    await queryRunner.query(`
      CREATE TABLE backstory.outbound_messages (
        peer text NOT NULL,
        id bigint NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        body text NOT NULL,
        -- The peer has said that it has it.
        delivered_at timestamptz,
        offered_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        event text NOT NULL,
        item_type text NOT NULL,
        item_id text NOT NULL,
        version_id bigint,
        changed text[],
        origin text,
        original_id text,
        -- What two Backstories tell each other beside the body.
        details jsonb,
        correlation_id text,
        causation_id text,
        occurred_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (peer, id)
      )`);
    await queryRunner.query(
      `CREATE INDEX outbound_messages_open ON backstory.outbound_messages (peer, id)
       WHERE delivered_at IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX outbound_messages_item
       ON backstory.outbound_messages (item_type, item_id, peer, id)`,
    );
    await queryRunner.query(
      `CREATE INDEX outbound_messages_correlation
       ON backstory.outbound_messages (correlation_id, seq)`,
    );
    await queryRunner.query(`
      CREATE TABLE backstory.inbound_messages (
        peer text NOT NULL,
        id bigint NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        body text NOT NULL,
        processed_at timestamptz,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'processed', 'parked', 'unclaimed', 'skipped')),
        attempts integer NOT NULL DEFAULT 0,
        -- Null while an earlier message of the same record stands before it.
        available_at timestamptz,
        last_error text,
        skip_reason text,
        -- The record as the message names it: messages of one record keep their order.
        record_key text NOT NULL,
        item_type text,
        item_id text,
        -- Versions of the item above this one were made with the message in view.
        version_mark bigint,
        origin text,
        original_id text,
        details jsonb,
        correlation_id text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (peer, id)
      )`);
    await queryRunner.query(
      `CREATE INDEX inbound_messages_open ON backstory.inbound_messages (peer, record_key, id)
       WHERE state IN ('pending', 'parked')`,
    );
    await queryRunner.query(
      `CREATE INDEX inbound_messages_due ON backstory.inbound_messages (peer, available_at, id)
       WHERE state = 'pending'`,
    );
    await queryRunner.query(
      `CREATE INDEX inbound_messages_item
       ON backstory.inbound_messages (item_type, item_id, peer, id) WHERE item_id IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX inbound_messages_record ON backstory.inbound_messages (peer, record_key, id)`,
    );
    await queryRunner.query(
      `CREATE INDEX inbound_messages_correlation
       ON backstory.inbound_messages (correlation_id, seq)`,
    );
    await queryRunner.query(`
      CREATE TABLE backstory.sync_mappings (
        item_type text NOT NULL,
        origin text NOT NULL,
        original_id text NOT NULL,
        local_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (item_type, origin, original_id),
        UNIQUE (item_type, local_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE backstory.sync_conflicts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        peer text NOT NULL,
        message_id bigint NOT NULL,
        item_type text NOT NULL,
        item_id text NOT NULL,
        fields text[] NOT NULL,
        ours jsonb,
        theirs jsonb,
        policy text NOT NULL,
        -- 'ours', 'theirs', 'merged', or 'parked' for a person to decide.
        decision text NOT NULL,
        reason text NOT NULL,
        correlation_id text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(
      'CREATE INDEX sync_conflicts_peer ON backstory.sync_conflicts (peer, id)',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE backstory.sync_conflicts, backstory.sync_mappings, backstory.inbound_messages,
         backstory.outbound_messages, backstory.sync_counters, backstory.sync_peers`,
    );
  }
}
