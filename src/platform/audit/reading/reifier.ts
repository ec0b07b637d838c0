import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { AuditedEntity } from '../audited-entities.js';
import { hydrate, type PopulatedRow } from './hydrate.js';
import { populated, populatedColumns } from './populated-columns.js';

/** Turns versions into the entities that they were, with PostgreSQL doing the type conversion. */
export class Reifier {
  public constructor(private readonly manager: EntityManager) {}

  /** The record as it was before or after each version; null where it did not exist. */
  public async reify(
    entity: AuditedEntity,
    versionIds: readonly string[],
    side: 'before' | 'after',
  ): Promise<(ObjectLiteral | null)[]> {
    const image =
      side === 'before' ? 'v.object' : 'backstory.state_after(v.object, v.object_changes)';
    const absent = side === 'before' ? 'v.object IS NULL' : "v.event = 'destroy'";
    const rows = await this.manager.query<(PopulatedRow & { id: string; absent: boolean })[]>(
      `SELECT v.id::text, ${absent} AS absent, ${populatedColumns(entity, 'r')}
       FROM backstory.versions v, ${populated(entity, `backstory.restorable(${image})`, 'r')}
       WHERE v.id = ANY($1::bigint[]) AND v.item_type = $2`,
      [versionIds, entity.itemType],
    );
    const byId = new Map(rows.map((row) => [row.id, row.absent ? null : hydrate(entity, row)]));
    return versionIds.map((id) => byId.get(id) ?? null);
  }
}
