import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { READ_HEAD, READ_LAG } from './sql/relay-statements.sql.js';

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
}
