import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PAGE } from '../feed.constants.js';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import type { FeedSettings } from '../feed-settings.js';
import type { FeedFilter } from '../filter/feed-filter.js';
import {
  IS_IN_WINDOW,
  READ_AFTER,
  READ_FEED_HEAD,
  READ_RANGE,
} from '../sql/feed-statements.sql.js';
import type { FeedCursor } from '../wire/feed-cursor.js';
import { FramedEntry, type FeedRow } from '../wire/framed-entry.js';
import { Turnstile } from './turnstile.js';

/** Replays that read the database at once; the pool is the application's too. */
const READERS = 4;

/** Reads the feed's table. */
@Injectable()
export class FeedReader {
  private readonly turnstile = new Turnstile(READERS);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
  ) {}

  async head(): Promise<FeedCursor> {
    const [row] =
      await this.dataSource.query<{ epoch: string; position: string }[]>(READ_FEED_HEAD);
    return { epoch: row?.epoch ?? 'none', position: Number(row?.position ?? 0) };
  }

  /** What came after a position, for the hub's own reading. */
  async after(epoch: string, position: number, limit: number = PAGE): Promise<FramedEntry[]> {
    const rows = await this.dataSource.query<FeedRow[]>(READ_AFTER, [position, limit]);
    return rows.map((row) => FramedEntry.fromRow(epoch, row));
  }

  /** One page of `(after, to]` for somebody who catches up; shorter than a page at the end. */
  async range(
    epoch: string,
    after: number,
    to: number,
    filter: FeedFilter,
  ): Promise<FramedEntry[]> {
    const rows = await this.turnstile.pass(() =>
      this.dataSource.query<FeedRow[]>(READ_RANGE, [
        after,
        to,
        PAGE,
        filter.exact('item_type') ?? null,
        filter.exact('item_id') ?? null,
        filter.exact('correlation_id') ?? null,
      ]),
    );
    return rows.map((row) => FramedEntry.fromRow(epoch, row));
  }

  /** Whether everything after `position` can still be read, as far as the window promises. */
  async inWindow(position: number, head: number): Promise<boolean> {
    if (position >= head) return position === head;
    if (head - position > this.settings.windowEntries) return false;
    const [row] = await this.turnstile.pass(() =>
      this.dataSource.query<{ young: boolean }[]>(IS_IN_WINDOW, [
        position + 1,
        this.settings.windowAge,
      ]),
    );
    return row?.young ?? false;
  }
}
