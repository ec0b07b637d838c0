import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import { AuditedEntities, type AuditedEntity } from '../audited-entities.js';
import { auditPolicy } from '../policy/audit-policy.js';
import { type ExactImage, parseExact } from '../reading/exact-json.js';
import { keyImage } from '../reading/item-id.js';
import type { Reversal } from './reversal.js';

/** Locks the rows that exist and answers each as a version would store it; null for the others. */
export async function lockLiveRows(
  manager: EntityManager,
  reversals: readonly Reversal[],
): Promise<Map<Reversal, ExactImage | null>> {
  const images = new Map<Reversal, ExactImage | null>();
  const entities = AuditedEntities.of(manager.dataSource);
  for (const [entity, group] of byEntity(reversals)) {
    const policy = JSON.stringify(auditPolicy(entity, entities));
    const rows = await manager.query<{ position: number; image: string }[]>(
      `SELECT wanted.position::integer AS position,
         backstory.stored_image(subject, $2::jsonb)::text AS image
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted(key, position)
       CROSS JOIN LATERAL jsonb_populate_record(null::${entity.table}, wanted.key) AS typed
       JOIN ${entity.table} AS subject ON ${onKey(entity, 'subject', 'typed')}
       ORDER BY wanted.position FOR UPDATE OF subject`,
      [JSON.stringify(group.map(({ itemId }) => keyImage(entity, itemId))), policy],
    );
    const found = new Map(rows.map(({ position, image }) => [position - 1, image]));
    group.forEach((reversal, index) => {
      const image = found.get(index);
      images.set(reversal, image === undefined ? null : (parseExact(image) as ExactImage));
    });
  }
  return images;
}

/** Rows of one table are locked in the order of their keys, so that two acts do not deadlock. */
function byEntity(reversals: readonly Reversal[]): Map<AuditedEntity, Reversal[]> {
  const sorted = reversals.toSorted((a, b) =>
    `${a.entity.itemType} ${a.itemId}` < `${b.entity.itemType} ${b.itemId}` ? -1 : 1,
  );
  const groups = new Map<AuditedEntity, Reversal[]>();
  for (const reversal of sorted) {
    groups.set(reversal.entity, [...(groups.get(reversal.entity) ?? []), reversal]);
  }
  return groups;
}

/** The condition that two aliases have the entity's key in common. */
export function onKey(entity: AuditedEntity, one: string, other: string): string {
  return entity.keyColumns
    .map(quoteIdentifier)
    .map((name) => `${one}.${name} = ${other}.${name}`)
    .join(' AND ');
}
