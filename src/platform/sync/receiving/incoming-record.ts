import type { EntityManager } from 'typeorm';
import type { AuditedColumn } from '../../audit/index.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { localIdOf, type Original } from '../records/record-mappings.js';
import type { ReceivedEntity } from '../records/synced-entities.js';
import { UnappliableMessageError } from '../sync.errors.js';
import type { WireMessage } from '../wire/envelope.js';
import { keyText, type Attributes } from '../wire/message-body.js';

/** What a message says about a record, in the words of this side. */
export interface IncomingRecord {
  readonly received: ReceivedEntity;
  /** The key here; undefined for a record that is to get one. */
  readonly id: string | undefined;
  /** Where it was made, in the dialect that maps ids. */
  readonly original: Original | undefined;
  /** Values by column; what the message lacks is absent. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Columns that the change touched; undefined when the peer does not say. */
  readonly changed: readonly string[] | undefined;
  readonly isDestroyed: boolean;
  /** Milliseconds; undefined when the peer does not say. */
  readonly occurredAt: number | undefined;
}

/** Translates a message: names, ids and references of the peer into ours. */
export async function toIncomingRecord(
  manager: EntityManager,
  { own, peer }: { readonly own: string; readonly peer: SyncPeer },
  message: WireMessage,
  received: ReceivedEntity,
  attributes: Attributes,
): Promise<IncomingRecord> {
  const original = originalOf(message, peer);
  const { details } = message;
  return {
    received,
    original,
    id: original
      ? await localId(manager, own, received.entity.itemType, original)
      : (keyText(attributes[received.key.databaseName]) ?? undefined),
    values: await localValues(manager, own, message, received, attributes),
    changed: details?.changed?.flatMap(
      (attribute) => received.columns.get(attribute)?.databaseName ?? [],
    ),
    isDestroyed: details?.event === 'destroy',
    occurredAt: momentOf(details?.occurred_at ?? attributes.updated_at),
  };
}

/** One text for the record that a message means; messages with the same keep their order. */
export function recordKeyOf(
  message: WireMessage,
  peer: SyncPeer,
  name: string,
  attributes: Attributes,
): string {
  const original = originalOf(message, peer);
  if (original) return `${name}:${original.origin}:${original.originalId}`;
  // A record without any id is another one each time.
  return `${name}:${keyText(attributes.id) ?? `message ${message.id}`}`;
}

function originalOf({ origin, originalId }: WireMessage, peer: SyncPeer): Original | undefined {
  if (peer.dialect !== 'mapping' || origin === null || originalId === null) return undefined;
  return { origin, originalId };
}

async function localId(
  manager: EntityManager,
  own: string,
  itemType: string,
  original: Original,
): Promise<string | undefined> {
  return original.origin === own ? original.originalId : localIdOf(manager, itemType, original);
}

async function localValues(
  manager: EntityManager,
  own: string,
  { details }: WireMessage,
  { columns, references }: ReceivedEntity,
  attributes: Attributes,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    const column = columns.get(attribute);
    if (!column) continue;
    const itemType = references.find((one) => one.column === column.databaseName)?.itemType;
    const elsewhere = details?.references?.[attribute];
    values[column.databaseName] =
      elsewhere && itemType && value !== null
        ? await referenceHere(manager, own, column, itemType, elsewhere)
        : value;
  }
  return values;
}

async function referenceHere(
  manager: EntityManager,
  own: string,
  column: AuditedColumn,
  itemType: string,
  [origin, originalId]: readonly [string, string],
): Promise<string> {
  const id = await localId(manager, own, itemType, { origin, originalId });
  if (id === undefined) {
    throw new UnappliableMessageError(
      `${column.databaseName} names ${itemType} ${originalId} of ${origin}, which has not come yet`,
    );
  }
  return id;
}

function momentOf(value: unknown): number | undefined {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
