import type { DataSource, EntityManager } from 'typeorm';

/** The usual way: look for a recent event, then move its time or insert another. */
export class SeedRecorder {
  constructor(private readonly dataSource: DataSource) {}

  /** A table of its own, with the same columns and indexes. */
  async createTable(): Promise<void> {
    await this.dataSource.query('CREATE TABLE plain_events (LIKE bench_events INCLUDING ALL)');
  }

  /** One statement, as any application would write it. */
  insert(manager: EntityManager, aggregate: string, action: string, extra: unknown) {
    return manager.query<[{ id: string }]>(
      `INSERT INTO plain_events (bench_id, action, actor_id, actor_type, record_type, record_id, extra,
         correlation_id) VALUES ($1, $2, 'alice', 'user', 'Comment', '7', $3, 'bench') RETURNING id`,
      [aggregate, action, JSON.stringify(extra)],
    );
  }

  /** The event and what a relay needs of it, as two statements of one transaction. */
  insertBoth(aggregate: string, action: string, extra: unknown): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const [{ id }] = await this.insert(manager, aggregate, action, extra);
      await manager.query(
        `INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type,
           correlation_id, aggregate_type, aggregate_id, summary)
         VALUES ('event', $1, 'Bench', $2, $3, 'alice', 'user', 'bench', 'Bench', $2, $4)`,
        [id, aggregate, action, JSON.stringify({ extra })],
      );
    });
  }

  /** Read, then write. */
  async record(manager: EntityManager, aggregate: string, action: string): Promise<void> {
    const [recent] = await manager.query<{ id: string }[]>(
      `SELECT id FROM plain_events WHERE bench_id = $1 AND action = $2 AND actor_id = 'alice'
         AND occurred_at > clock_timestamp() - interval '15 minutes'
       ORDER BY occurred_at DESC LIMIT 1`,
      [aggregate, action],
    );
    await (recent === undefined
      ? manager.query(
          `INSERT INTO plain_events (bench_id, action, actor_id, actor_type, correlation_id)
           VALUES ($1, $2, 'alice', 'user', 'bench')`,
          [aggregate, action],
        )
      : manager.query(
          'UPDATE plain_events SET occurred_at = clock_timestamp(), hits = hits + 1 WHERE id = $1',
          [recent.id],
        ));
  }
}
