import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what other programs changed, and what one step caused, without walking the whole trail. */
export class IndexForeignVersions1795360000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      "CREATE INDEX versions_foreign ON backstory.versions (id) WHERE source = 'database'",
    );
    await queryRunner.query(
      `CREATE INDEX versions_causation ON backstory.versions (causation_id, id)
       WHERE causation_id IS NOT NULL`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX backstory.versions_foreign, backstory.versions_causation');
  }
}
