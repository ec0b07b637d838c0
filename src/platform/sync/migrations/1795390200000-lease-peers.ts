import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One process at a time talks to a peer: the one that holds its lease. */
export class LeasePeers1795390200000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    // Apart from the peer's row, which is locked for as long as a batch is applied.
    await queryRunner.query(`
      CREATE TABLE backstory.sync_leases (
        peer text PRIMARY KEY REFERENCES backstory.sync_peers (name) ON DELETE CASCADE,
        holder uuid NOT NULL,
        until timestamptz NOT NULL
      ) WITH (fillfactor = 10)`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE backstory.sync_leases');
  }
}
