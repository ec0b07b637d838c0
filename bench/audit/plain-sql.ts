import pg from 'pg';

const BODY = 'x'.repeat(190);
const UPDATE =
  'UPDATE plain_notes SET title = $2, updated_at = now() WHERE id = $1 RETURNING updated_at';
const VERSION = `WITH version AS (
    INSERT INTO backstory.versions (item_type, item_id, event, object, object_changes, whodunnit,
      actor_type, correlation_id, source)
    VALUES ('Note', $1, 'update', $2, $3, 'alice', 'user', 'c-1', 'application') RETURNING *)
  INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
    correlation_id, aggregate_type, aggregate_id, summary, occurred_at)
  SELECT 'version', id, item_type, item_id, event, whodunnit, actor_type, source, correlation_id,
    item_type, item_id, '{"changed":["title"]}', created_at FROM version`;

/** The floor: the same update as hand-written SQL, with and without a version and outbox row. */
export class PlainSql {
  private readonly pool: pg.Pool;

  public constructor(
    url: string,
    connections: number,
    private readonly withVersion: boolean,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: connections,
      options: '-c search_path=public',
    });
  }

  public async update(id: string, title: string): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('START TRANSACTION');
      await client.query(UPDATE, [id, title]);
      if (this.withVersion) {
        const state = { id, title: 'old', body: BODY, author_id: 1, status: 'draft' };
        const changes = { title: ['old', title], updated_at: ['2026-01-01', '2026-01-02'] };
        await client.query(VERSION, [id, JSON.stringify(state), JSON.stringify(changes)]);
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  public close(): Promise<void> {
    return this.pool.end();
  }
}
