import type { EntityManager } from 'typeorm';
import type { AuditedEntity } from '../audited-entities.js';
import type { StoredVersion } from '../reading/stored-version.js';
import { VersionReader } from '../reading/version-reader.js';
import type { ForeignKey } from './foreign-keys.js';
import { pointedAt, pointsTo } from './image-links.js';
import { type Reversal, reversalOf } from './reversal.js';

/**
 * What came or went together with a record: the rows that point to it by foreign keys, those that
 * point to them, and so on, as far as the same correlation created or destroyed them.
 */
export async function relatedReversals(
  manager: EntityManager,
  root: Reversal,
  keys: readonly ForeignKey[],
): Promise<Reversal[]> {
  const wanted = root.before === null ? 'create' : 'destroy';
  const candidates = await candidateVersions(manager, root, keys, wanted);
  const found = new Set<Reversal>([root]);
  for (const parent of found) {
    for (const key of keys.filter((one) => one.parent === parent.entity && one.child !== null)) {
      const target = pointedAt(imageOf(parent), key);
      for (const reversal of candidates.get(key.child!) ?? []) {
        if (target !== undefined && pointsTo(imageOf(reversal), key) === target) {
          found.add(reversal);
        }
      }
    }
  }
  found.delete(root);
  return [...found];
}

/** Records that stayed but lost their foreign key (ON DELETE SET NULL) in the same transaction. */
export async function unlinkedReversals(
  manager: EntityManager,
  restored: readonly Reversal[],
  keys: readonly ForeignKey[],
): Promise<Reversal[]> {
  const reader = new VersionReader(manager);
  const unlinked: Reversal[] = [];
  for (const { entity, first, before } of restored) {
    for (const key of keys) {
      if (key.parent !== entity || key.child === null || key.onDelete !== 'SET NULL') {
        continue;
      }
      const versions = await reader.all({
        correlationId: first.record.correlationId,
        txId: first.record.txId,
        itemType: key.child.itemType,
        changed: [...key.columns],
      });
      const lost = versions.filter(
        (version) =>
          version.before !== null &&
          version.after !== null &&
          pointsTo(version.before, key) === pointedAt(before!, key) &&
          pointsTo(version.after, key) === undefined,
      );
      unlinked.push(...lost.map((version) => reversalOf(key.child!, [version], key.columns)));
    }
  }
  return unlinked;
}

/** The last version of each record that the correlation created or destroyed, by entity. */
async function candidateVersions(
  manager: EntityManager,
  root: Reversal,
  keys: readonly ForeignKey[],
  event: 'create' | 'destroy',
): Promise<Map<AuditedEntity, Reversal[]>> {
  const reader = new VersionReader(manager);
  const { correlationId, txId } = root.first.record;
  const byEntity = new Map<AuditedEntity, Reversal[]>();
  for (const entity of reachable(root.entity, keys)) {
    const versions = await reader.all({
      correlationId,
      itemType: entity.itemType,
      event,
      // Of what was created, only what one transaction made at once; more would be a guess.
      ...(event === 'create' && { txId }),
    });
    const latest = new Map<string, StoredVersion>(
      versions.map((version) => [version.record.itemId, version]),
    );
    const reversals = [...latest.values()].map((version) => reversalOf(entity, [version]));
    byEntity.set(
      entity,
      reversals.filter(({ itemId }) => entity !== root.entity || itemId !== root.itemId),
    );
  }
  return byEntity;
}

function reachable(root: AuditedEntity, keys: readonly ForeignKey[]): AuditedEntity[] {
  const found = new Set<AuditedEntity>([root]);
  for (const entity of found) {
    for (const { parent, child } of keys) {
      if (parent === entity && child !== null) {
        found.add(child);
      }
    }
  }
  return [...found];
}

function imageOf({ before, after }: Reversal): NonNullable<Reversal['before']> {
  return (before ?? after)!;
}
