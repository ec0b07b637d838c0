import type { AuditedColumn } from '../../audit/index.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import type { ForeignRecord, LocalIds } from '../records/local-ids.js';
import type { Original } from '../records/record-mappings.js';
import type { ReceivedEntity } from '../records/synced-entities.js';
import { UnappliableMessageError } from '../sync.errors.js';
import type { WireMessage } from '../wire/envelope.js';
import { keyText, type Attributes } from '../wire/message-body.js';
import type { Touch } from './in-rounds.js';

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
  ids: LocalIds,
  peer: SyncPeer,
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
      ? await ids.of({ itemType: received.entity.itemType, ...original })
      : (keyText(attributes[received.key.databaseName]) ?? undefined),
    values: await localValues(ids, message, received, attributes),
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

/** What a message names by where it was made: its own record, and those that this one refers to. */
export function foreignRecords(
  message: WireMessage,
  peer: SyncPeer,
  { entity, columns, references }: ReceivedEntity,
): { readonly own: ForeignRecord | undefined; readonly referred: readonly ForeignRecord[] } {
  const original = originalOf(message, peer);
  const given = Object.entries(message.details?.references ?? {});
  return {
    own: original && { itemType: entity.itemType, ...original },
    referred: given.flatMap(([attribute, [origin, originalId]]) => {
      const column = columns.get(attribute)?.databaseName;
      const itemType = references.find((one) => one.column === column)?.itemType;
      return itemType === undefined ? [] : [{ itemType, origin, originalId }];
    }),
  };
}

/** The records that a message has to do with, by one text for each, however they are named. */
export function touchOf(
  message: WireMessage,
  peer: SyncPeer,
  received: ReceivedEntity,
  attributes: Attributes,
): Touch {
  const { own, referred } = foreignRecords(message, peer, received);
  const { entity, key, columns, references } = received;
  const id = keyText(attributes[key.databaseName]) ?? `message ${message.id}`;
  const byId = [...columns].flatMap(([attribute, { databaseName }]) => {
    const itemType = references.find(({ column }) => column === databaseName)?.itemType;
    const named = itemType === undefined ? null : keyText(attributes[attribute]);
    return named === null ? [] : [`${itemType} ${named}`];
  });
  return {
    writes: own ? nameOf(own) : `${entity.itemType} ${id}`,
    refersTo: referred.length > 0 ? referred.map(nameOf) : byId,
  };
}

function nameOf({ itemType, origin, originalId }: ForeignRecord): string {
  return `${itemType} ${origin} ${originalId}`;
}

function originalOf({ origin, originalId }: WireMessage, peer: SyncPeer): Original | undefined {
  if (peer.dialect !== 'mapping' || origin === null || originalId === null) return undefined;
  return { origin, originalId };
}

async function localValues(
  ids: LocalIds,
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
        ? await referenceHere(ids, column, itemType, elsewhere)
        : value;
  }
  return values;
}

async function referenceHere(
  ids: LocalIds,
  column: AuditedColumn,
  itemType: string,
  [origin, originalId]: readonly [string, string],
): Promise<string> {
  const id = await ids.of({ itemType, origin, originalId });
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
