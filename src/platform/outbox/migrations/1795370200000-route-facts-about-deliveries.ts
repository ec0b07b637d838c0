import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a route ask for what became of one subscriber's deliveries, and of nobody else's. */
export class RouteFactsAboutDeliveries1795370200000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE backstory.delivery_routes ADD deliveries_of text');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE backstory.delivery_routes DROP deliveries_of');
  }
}
