import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const PAGE = 5_000;

/** Walks the slots by key, for an index on `expires_at` would have to be written by every touch. */
const SWEEP_PAGE = `
WITH page AS (
  SELECT key, expires_at FROM backstory.event_slots WHERE key > $1::uuid ORDER BY key LIMIT $2
), expired AS (
  SELECT key FROM backstory.event_slots
  WHERE key IN (SELECT key FROM page WHERE expires_at < clock_timestamp())
    AND expires_at < clock_timestamp()
  FOR UPDATE SKIP LOCKED
), gone AS (
  DELETE FROM backstory.event_slots WHERE key IN (SELECT key FROM expired) RETURNING 1
)
SELECT (SELECT key FROM page ORDER BY key DESC LIMIT 1) AS last,
  (SELECT count(*)::integer FROM page) AS seen, (SELECT count(*)::integer FROM gone) AS deleted`;

interface Swept {
  readonly last: string | null;
  readonly seen: number;
  readonly deleted: number;
}

/** The places that throttled events compete for. @publicApi */
@Injectable()
export class EventSlots {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Deletes slots whose window is over, a page at a time; schedule it, hourly will do. A slot that
   * somebody holds right now is left alone.
   * @returns how many went
   */
  async sweep(pageSize = PAGE): Promise<number> {
    let deleted = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const [page] = await this.dataSource.query<[Swept]>(SWEEP_PAGE, [after, pageSize]);
      deleted += page.deleted;
      if (page.last === null || page.seen < pageSize) {
        return deleted;
      }
      after = page.last;
    }
  }
}
