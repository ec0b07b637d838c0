import type { DataSource, EntityManager } from 'typeorm';
import type {
  ChangeReplay,
  ChangeReplayFilter,
  ChangeReplayProgress,
} from '../interfaces/change-replay.interface.js';

/** A replay's row. */
export interface StoredReplay extends ChangeReplayProgress {
  readonly position: string;
  readonly lastId: string;
}

const COLUMNS = `processor, name, state, position::text AS position, last_id::text AS "lastId",
  total::float8 AS total, processed::float8 AS processed, deliveries::float8 AS deliveries, error`;

const BEGIN_AGAIN = `UPDATE SET (filter, last_id, total, state, position, processed, deliveries, error,
    started_at, updated_at, finished_at)
  = (excluded.filter, excluded.last_id, excluded.total, 'running', 0, 0, 0, NULL,
    clock_timestamp(), clock_timestamp(), NULL)`;

/** The rows that say how far replays are. */
export class ReplayStore {
  constructor(private readonly dataSource: DataSource) {}

  list(): Promise<StoredReplay[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM backstory.change_replays ORDER BY processor, name`,
    );
  }

  async find({ processor, name }: ChangeReplay): Promise<StoredReplay | undefined> {
    const [row] = await this.dataSource.query<StoredReplay[]>(
      `SELECT ${COLUMNS} FROM backstory.change_replays WHERE processor = $1 AND name = $2`,
      [processor, name],
    );
    return row;
  }

  /** Makes the row; one that is there already stays, unless it is to begin again. */
  async create(
    { processor, name, filter = {} }: ChangeReplay,
    { lastId, total }: { readonly lastId: string; readonly total: number },
    restart: boolean,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO backstory.change_replays (processor, name, filter, last_id, total)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (processor, name) DO ${restart ? BEGIN_AGAIN : 'NOTHING'}`,
      [processor, name, JSON.stringify(filter), lastId, total],
    );
  }

  /** Whether the replay was begun with this filter. */
  async isOf({ processor, name }: ChangeReplay, filter: ChangeReplayFilter): Promise<boolean> {
    const [{ same }] = await this.dataSource.query<[{ same: boolean }]>(
      `SELECT EXISTS (SELECT FROM backstory.change_replays
         WHERE processor = $1 AND name = $2 AND filter = $3::jsonb) AS same`,
      [processor, name, JSON.stringify(filter)],
    );
    return same;
  }

  /** Changes the state of one that is in one of the states given. */
  async setState(
    { processor, name }: ChangeReplay,
    from: readonly ChangeReplayProgress['state'][],
    to: ChangeReplayProgress['state'],
    error: string | null = null,
  ): Promise<void> {
    await this.dataSource.query(
      `UPDATE backstory.change_replays SET state = $4, error = $5, updated_at = clock_timestamp(),
         finished_at = CASE WHEN $4 = 'done' THEN clock_timestamp() END
       WHERE processor = $1 AND name = $2 AND state = ANY($3)`,
      [processor, name, from, to, error],
    );
  }

  /** Notes a page; false when somebody paused the replay or was faster with the same page. */
  async advance(
    manager: EntityManager,
    { processor, name, position }: StoredReplay,
    to: string,
    { versions, deliveries }: { readonly versions: number; readonly deliveries: number },
  ): Promise<boolean> {
    const [, updated] = await manager.query<[unknown, number]>(
      `UPDATE backstory.change_replays SET position = $4, processed = processed + $5,
         deliveries = deliveries + $6, updated_at = clock_timestamp()
       WHERE processor = $1 AND name = $2 AND position = $3 AND state = 'running'`,
      [processor, name, position, to, versions, deliveries],
    );
    return updated === 1;
  }
}
