import type { EntityManager } from 'typeorm';
import type { PublishableChange } from './publishable-change.interface.js';

/**
 * For each change the last message of the peer about its record that was applied before it: what the
 * peer changed later, the change was made without knowing.
 */
export async function seenMessages(
  manager: EntityManager,
  peer: string,
  changes: readonly PublishableChange[],
): Promise<(string | undefined)[]> {
  const rows = await manager.query<{ seen: string | null }[]>(
    `SELECT (
       SELECT i.id::text FROM backstory.inbound_messages i
       WHERE i.peer = $1 AND i.item_type = c.item_type AND i.item_id = c.item_id
         AND i.state = 'processed' AND i.version_mark <= c.version_id
       ORDER BY i.id DESC LIMIT 1) AS seen
     FROM unnest($2::text[], $3::text[], $4::bigint[])
       WITH ORDINALITY AS c (item_type, item_id, version_id, number)
     ORDER BY c.number`,
    [
      peer,
      changes.map(({ published }) => published.entity.itemType),
      changes.map(({ itemId }) => itemId),
      changes.map(({ versionId }) => versionId),
    ],
  );
  return rows.map(({ seen }) => seen ?? undefined);
}
