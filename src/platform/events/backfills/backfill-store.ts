import type { DataSource, EntityManager } from 'typeorm';
import { isoColumn } from '../tables/event-columns.sql.js';
import type { BackfillProgress, BackfillState } from './backfill.interface.js';

/** A backfill's row. */
export interface StoredBackfill extends BackfillProgress {
  /** The last event that was worked on. */
  readonly position: string;
  readonly lastId: string;
}

/** Where a backfill begins. */
export interface BackfillStart {
  readonly name: string;
  readonly aggregate: string;
  readonly filter: unknown;
  readonly lastId: string;
  readonly total: number;
}

const COLUMNS = `name, aggregate, state, total::int AS total, processed::int AS processed, error,
  position::text AS position, last_id::text AS "lastId",
  ${isoColumn('started_at')} AS "startedAt", ${isoColumn('updated_at')} AS "updatedAt",
  ${isoColumn('finished_at')} AS "finishedAt"`;

const BEGIN_AGAIN = `UPDATE SET (aggregate, filter, last_id, total, state, position, processed, error,
    started_at, updated_at, finished_at)
  = (excluded.aggregate, excluded.filter, excluded.last_id, excluded.total, 'running', 0, 0, NULL,
    clock_timestamp(), clock_timestamp(), NULL)`;

/** The rows that say how far backfills are. */
export class BackfillStore {
  constructor(private readonly dataSource: DataSource) {}

  list(): Promise<StoredBackfill[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM backstory.backfills ORDER BY name`);
  }

  async find(name: string): Promise<StoredBackfill | undefined> {
    const [row] = await this.dataSource.query<StoredBackfill[]>(
      `SELECT ${COLUMNS} FROM backstory.backfills WHERE name = $1`,
      [name],
    );
    return row;
  }

  /** Makes the row; one that is there already stays, unless it is to begin again. */
  async create(start: BackfillStart, restart: boolean): Promise<void> {
    const { name, aggregate, filter, lastId, total } = start;
    await this.dataSource.query(
      `INSERT INTO backstory.backfills (name, aggregate, filter, last_id, total, state)
       VALUES ($1, $2, $3, $4, $5, 'running')
       ON CONFLICT (name) DO ${restart ? BEGIN_AGAIN : 'NOTHING'}`,
      [name, aggregate, JSON.stringify(filter), lastId, total],
    );
  }

  /** Whether the backfill was started for these events. */
  async isOf(name: string, aggregate: string, filter: unknown): Promise<boolean> {
    const [{ same }] = await this.dataSource.query<[{ same: boolean }]>(
      `SELECT EXISTS (SELECT FROM backstory.backfills
         WHERE name = $1 AND aggregate = $2 AND filter = $3::jsonb) AS same`,
      [name, aggregate, JSON.stringify(filter)],
    );
    return same;
  }

  /** Changes the state of one that is in one of the states given. */
  async setState(
    name: string,
    from: readonly BackfillState[],
    to: BackfillState,
    error: string | null = null,
  ): Promise<void> {
    await this.dataSource.query(
      `UPDATE backstory.backfills SET state = $3, error = $4, updated_at = clock_timestamp(),
         finished_at = CASE WHEN $3 = 'done' THEN clock_timestamp() END
       WHERE name = $1 AND state = ANY($2)`,
      [name, from, to, error],
    );
  }

  /** Notes a batch; false when somebody paused the backfill or was faster with the same batch. */
  async advance(
    manager: EntityManager,
    { name, position }: StoredBackfill,
    to: string,
    count: number,
  ): Promise<boolean> {
    const [, updated] = await manager.query<[unknown, number]>(
      `UPDATE backstory.backfills
       SET position = $3, processed = processed + $4, updated_at = clock_timestamp()
       WHERE name = $1 AND position = $2 AND state = 'running'`,
      [name, position, to, count],
    );
    return updated === 1;
  }
}
