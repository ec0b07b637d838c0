import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when an issue of GitHub's is here: what it was before says nothing about its neglect. */
export class RememberWhenMirrored1795370000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE github_issues ADD COLUMN mirrored_at timestamptz NOT NULL DEFAULT now()',
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE github_issues DROP COLUMN mirrored_at');
  }
}
