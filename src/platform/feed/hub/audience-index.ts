import type { FramedEntry } from '../wire/framed-entry.js';
import { Audience, type LiveClient } from './audience.js';

/** Finds the audiences that an entry may concern without asking all of them. */
export class AudienceIndex {
  private readonly all = new Map<string, Audience>();
  private readonly byItem = new Map<string, Set<Audience>>();
  private readonly byType = new Map<string, Set<Audience>>();
  private readonly others = new Set<Audience>();

  get audiences(): Iterable<Audience> {
    return this.all.values();
  }

  add(client: LiveClient): void {
    const key = Audience.key(client);
    let audience = this.all.get(key);
    if (!audience) {
      audience = new Audience(client);
      this.all.set(key, audience);
      for (const shelf of this.shelves(audience, true)) shelf.add(audience);
    }
    audience.join(client);
  }

  remove(client: LiveClient): void {
    const key = Audience.key(client);
    const audience = this.all.get(key);
    if (!audience?.leave(client) || audience.clients.size > 0) return;
    this.all.delete(key);
    for (const shelf of this.shelves(audience, false)) shelf.delete(audience);
    for (const id of audience.filter.exact('item_id') ?? []) prune(this.byItem, id);
    for (const type of audience.filter.exact('item_type') ?? []) prune(this.byType, type);
  }

  /** Audiences whose filter lets the entry through. */
  *concernedBy(entry: FramedEntry): Iterable<Audience> {
    const { itemId, itemType } = entry.item;
    for (const shelf of [this.others, this.byType.get(itemType), this.byItem.get(itemId)]) {
      for (const audience of shelf ?? []) {
        if (audience.filter.matches(entry.item)) yield audience;
      }
    }
  }

  private shelves(audience: Audience, create: boolean): Set<Audience>[] {
    const ids = audience.filter.exact('item_id');
    if (ids) return shelvesOf(this.byItem, ids, create);
    const types = audience.filter.exact('item_type');
    return types ? shelvesOf(this.byType, types, create) : [this.others];
  }
}

function shelvesOf(
  index: Map<string, Set<Audience>>,
  values: readonly string[],
  create: boolean,
): Set<Audience>[] {
  return values.flatMap((value) => {
    const shelf = index.get(value);
    if (shelf || !create) return shelf ? [shelf] : [];
    const made = new Set<Audience>();
    index.set(value, made);
    return [made];
  });
}

function prune(index: Map<string, Set<Audience>>, value: string): void {
  if (index.get(value)?.size === 0) index.delete(value);
}
