import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds what one step caused without reading all that happened with it, in the tables of events that
 * there are; a table that is made from now on has the index from the start.
 */
export class IndexCausesOfEvents1795360001000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of await eventTables(queryRunner)) {
      await queryRunner.query(
        `CREATE INDEX IF NOT EXISTS ${table}_causation ON public.${table} (causation_id, id)
         WHERE causation_id IS NOT NULL`,
      );
    }
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of await eventTables(queryRunner)) {
      await queryRunner.query(`DROP INDEX IF EXISTS public.${table}_causation`);
    }
  }
}

/** The tables that refuse to be rewritten as events are; their names are made of an aggregate's. */
async function eventTables(queryRunner: QueryRunner): Promise<string[]> {
  const rows = (await queryRunner.query(`
    SELECT DISTINCT c.relname AS name FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgfoid = 'backstory.refuse_event_rewrite()'::regprocedure
      AND c.relnamespace = 'public'::regnamespace AND c.relname ~ '^[a-z][a-z0-9_]*$'
    ORDER BY 1`)) as { name: string }[];
  return rows.map(({ name }) => name);
}
