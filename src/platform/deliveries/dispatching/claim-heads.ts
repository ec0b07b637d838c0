import type { DataSource } from 'typeorm';
import { CLAIM_HEADS, type ClaimedRow } from '../sql/dispatch.sql.js';
import { statement } from '../with-client.js';

const UNIQUE_VIOLATION = '23505';

/**
 * Takes the first of each line, up to `room`, for the time of a lease. Somebody else may be handing
 * over another of the same line in this very moment (an old one was retried): the database lets one
 * of them win, and the other's next look finds the line at work.
 */
export async function claimHeads(
  dataSource: DataSource,
  subscriber: string,
  room: number,
  lease: number,
): Promise<ClaimedRow[]> {
  try {
    return await statement<ClaimedRow>(dataSource, CLAIM_HEADS, [subscriber, room, lease]);
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return [];
    throw error;
  }
}
