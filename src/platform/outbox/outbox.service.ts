import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FeedWindow } from './interfaces/feed-window.interface.js';
import { READ_HEAD, READ_LAG } from './sql/relay-statements.sql.js';
import { READ_WINDOW_START, TRIM_PAGE } from './sql/trim-statements.sql.js';

/** Entries deleted by one statement. */
const PAGE = 5_000;

/** How far the feed is behind what was committed. @publicApi */
export interface OutboxLag {
  /** Rows that wait, counted up to 100,000. */
  readonly rows: number;
  /** Age of the oldest of them. */
  readonly seconds: number;
}

/** Answers where outbox and feed stand. @publicApi */
@Injectable()
export class OutboxService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The feed's position as `<epoch>-<n>`: read it before (or in one snapshot with) a list, and a
   * stream that starts from it misses nothing which the list does not show.
   */
  async feedPosition(manager: EntityManager = this.dataSource.manager): Promise<string> {
    const [head] = await manager.query<{ epoch: string; position: string }[]>(READ_HEAD);
    return `${head?.epoch ?? 'none'}-${head?.position ?? '0'}`;
  }

  /** How much waits for the relay, and since when. */
  async lag(): Promise<OutboxLag> {
    const [lag] = await this.dataSource.query<{ rows: string; seconds: string }[]>(READ_LAG);
    return { rows: Number(lag?.rows ?? 0), seconds: Number(lag?.seconds ?? 0) };
  }

  /**
   * Deletes feed entries outside the window, which no client can resume from any more; schedule it,
   * hourly will do. The versions and events themselves stay.
   * @returns how many entries went
   */
  async trim(window: FeedWindow): Promise<number> {
    const [start] = await this.dataSource.query<{ position: string }[]>(READ_WINDOW_START, [
      window.windowEntries,
      window.windowAge,
    ]);
    let total = 0;
    for (;;) {
      const [page] = await this.dataSource.query<{ count: number }[]>(TRIM_PAGE, [
        start?.position ?? '0',
        PAGE,
      ]);
      total += page?.count ?? 0;
      if ((page?.count ?? 0) < PAGE) return total;
    }
  }
}
