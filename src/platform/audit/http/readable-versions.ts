import type { VersionPage, VersionRecord } from '../reading/version-record.interface.js';
import type { AuditGate } from './audit-gate.js';

/** How often a page is refilled in place of versions that the caller may not see. */
const MOST_ROUNDS = 10;

/**
 * A page of the versions that the caller may read. When most may not be read it can be short, even
 * empty, and still have a next page.
 */
export async function readableVersions(
  gate: AuditGate,
  limit: number,
  after: string | undefined,
  read: (page: { after?: string; limit: number }) => Promise<VersionPage>,
): Promise<VersionPage> {
  const items: VersionRecord[] = [];
  let cursor = after;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const page = await read({
      limit: limit - items.length,
      ...(cursor !== undefined && { after: cursor }),
    });
    for (const version of page.items) {
      if (await gate.canRead(version)) {
        items.push(version);
      }
    }
    if (page.next === null || items.length === limit) {
      return { items, next: page.next };
    }
    cursor = page.next;
  }
  return { items, next: cursor ?? null };
}
