import { isLosslessNumber } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import { readRecord } from '../publishing/read-changes.js';
import { originalsOf, recordKey, type Original } from '../records/record-mappings.js';
import type { PublishedEntity } from '../records/synced-entities.js';
import { wireAttributes } from '../records/wire-attributes.js';
import type { Attributes } from '../wire/message-body.js';

/** A record in words that both sides share: nothing that each has of its own. */
export interface SharedRecord {
  /** Its key where it was read. */
  readonly id: string;
  readonly attributes: Attributes;
}

/** A record of this deployment as it is now; undefined when there is none. */
export async function readSharedRecord(
  manager: EntityManager,
  own: string,
  published: PublishedEntity,
  id: string,
): Promise<SharedRecord | undefined> {
  const nobody = { changed: null, whodunnit: '', correlationId: null, causationId: null };
  const record = await readRecord(manager, published, id, nobody).catch((error: unknown) => {
    if (isNoKey(error)) return undefined;
    throw error;
  });
  if (!record) return undefined;
  const attributes = wireAttributes(published, record.image);
  const origins = await originsOf(manager, own, published, attributes);
  return { id, attributes: sharedAttributes(published, attributes, origins) };
}

/**
 * Attributes that can be held beside the other side's: without the key, which each has of its own, and
 * what moves with every change; what they name, by where that was made.
 */
export function sharedAttributes(
  { columns, key, references }: PublishedEntity,
  attributes: Attributes,
  origins: Readonly<Record<string, readonly [origin: string, originalId: string]>>,
): Attributes {
  const shared = Object.entries(attributes).flatMap(([name, value]) => {
    const column = columns.get(name);
    if (column === key || column?.isUpdateDate === true) return [];
    const isReference = references.some((one) => one.column === name);
    const origin = origins[name];
    return [[name, isReference && origin ? `${origin[0]}:${origin[1]}` : value]];
  });
  return Object.fromEntries(shared) as Attributes;
}

/** Where a record of this deployment was made. */
export async function originalOf(
  manager: EntityManager,
  own: string,
  itemType: string,
  id: string,
): Promise<Original> {
  const originals = await originalsOf(manager, [{ itemType, id }]);
  return originals.get(recordKey({ itemType, id })) ?? { origin: own, originalId: id };
}

async function originsOf(
  manager: EntityManager,
  own: string,
  { references }: PublishedEntity,
  attributes: Attributes,
): Promise<Record<string, [string, string]>> {
  const origins: Record<string, [string, string]> = {};
  for (const { column, itemType } of references) {
    const id = textOf(attributes[column]);
    if (id === undefined) continue;
    const { origin, originalId } = await originalOf(manager, own, itemType, id);
    origins[column] = [origin, originalId];
  }
  return origins;
}

function textOf(value: unknown): string | undefined {
  if (isLosslessNumber(value)) return value.toString();
  return typeof value === 'string' ? value : undefined;
}

/** What is no value of the key's type is the key of no record. */
function isNoKey(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === '22P02' || code === '22003';
}
