import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people, and issues that live in Linear too, are reached outside the application. */
export class AddContacts1795297500000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE users ADD email text CHECK (email ~ '^[^[:space:]@]{1,64}@[^[:space:]@]{1,255}$')`,
    );
    await queryRunner.query('ALTER TABLE issues ADD linear_issue text');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE issues DROP linear_issue');
    await queryRunner.query('ALTER TABLE users DROP email');
  }
}
