import type { EntityManager } from 'typeorm';
import { localIdOf, localIdsOf, type Original } from './record-mappings.js';

/** A record by where it was made. */
export interface ForeignRecord extends Original {
  readonly itemType: string;
}

/** Finds what stands here for records that were made elsewhere; many at once where they are known before. */
export class LocalIds {
  private readonly known = new Map<string, string | undefined>();

  constructor(
    private readonly manager: EntityManager,
    private readonly own: string,
  ) {}

  async load(records: readonly ForeignRecord[]): Promise<void> {
    const foreign = records.filter(({ origin }) => origin !== this.own);
    if (foreign.length === 0) return;
    for (const record of foreign) this.known.set(keyOf(record), undefined);
    for (const { id, ...record } of await localIdsOf(this.manager, foreign)) {
      this.known.set(keyOf(record), id);
    }
  }

  async of(record: ForeignRecord): Promise<string | undefined> {
    if (record.origin === this.own) return record.originalId;
    const key = keyOf(record);
    if (this.known.has(key)) return this.known.get(key);
    return localIdOf(this.manager, record.itemType, record);
  }
}

function keyOf({ itemType, origin, originalId }: ForeignRecord): string {
  return JSON.stringify([itemType, origin, originalId]);
}
