import { Inject, Injectable } from '@nestjs/common';
import { isLosslessNumber } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { originalsOf, recordKey, type Original } from '../records/record-mappings.js';
import { wireAttributes } from '../records/wire-attributes.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { MessageDetails } from '../wire/message-details.interface.js';
import { writeBody } from '../wire/message-body.js';
import type { PublishableChange } from './publishable-change.interface.js';
import { seenMessages } from './seen-messages.js';

type Originals = ReadonlyMap<string, Original>;

/** Writes messages for a peer under the next ids, in the caller's transaction. @internal */
@Injectable()
export class OutboundWriter {
  constructor(@Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions) {}

  /**
   * Ids are dense and in the order of commits: the counter's row is held until the caller's
   * transaction ends, and a rollback gives the ids back.
   * @returns how many destroys were held back from a peer that knows none
   */
  async write(
    manager: EntityManager,
    peer: SyncPeer,
    changes: readonly PublishableChange[],
  ): Promise<void> {
    const concerned = changes.filter(({ from }) => from !== peer.name);
    const sent = concerned.filter(({ event }) => event !== 'destroy' || peer.mode === 'backstory');
    if (sent.length < concerned.length) {
      await manager.query(
        `UPDATE backstory.sync_peers SET withheld_destroys = withheld_destroys + $2 WHERE name = $1`,
        [peer.name, concerned.length - sent.length],
      );
    }
    if (sent.length === 0) return;
    const rows = await this.rowsFor(manager, peer, sent);
    await manager.query(INSERT, [peer.name, rows.length, JSON.stringify(rows)]);
  }

  private async rowsFor(
    manager: EntityManager,
    peer: SyncPeer,
    changes: readonly PublishableChange[],
  ): Promise<Record<string, unknown>[]> {
    const originals = peer.dialect === 'mapping' ? await originalsFor(manager, changes) : undefined;
    const seen =
      peer.mode === 'backstory' ? await seenMessages(manager, peer.name, changes) : undefined;
    return changes.map((change, index) => {
      const original = originals && this.original(originals, change);
      return {
        body: bodyOf(change, peer),
        event: change.event,
        item_type: change.published.entity.itemType,
        item_id: change.itemId,
        version_id: change.versionId,
        changed: change.changed,
        origin: original?.origin ?? null,
        original_id: original?.originalId ?? null,
        details: seen ? this.details(change, change.answers ?? seen[index], originals) : null,
        correlation_id: change.correlationId,
        causation_id: change.causationId,
        occurred_at: change.occurredAt,
      };
    });
  }

  private details(
    change: PublishableChange,
    seen: string | undefined,
    originals: Originals | undefined,
  ): MessageDetails {
    const { event, changed, correlationId, whodunnit, occurredAt, published } = change;
    return {
      event,
      ...(changed && { changed: changed.filter((name) => published.columns.has(name)) }),
      ...(seen !== undefined && { seen }),
      ...(correlationId !== null && { correlation_id: correlationId }),
      whodunnit,
      occurred_at: occurredAt,
      ...(originals && { references: this.references(change, originals) }),
    };
  }

  private references(
    { published, image }: PublishableChange,
    originals: Originals,
  ): NonNullable<MessageDetails['references']> {
    return Object.fromEntries(
      published.references.flatMap(({ column, itemType }) => {
        const id = textOf(image[column]);
        if (id === undefined || !published.columns.has(column)) return [];
        const { origin, originalId } = originals.get(recordKey({ itemType, id })) ?? this.ours(id);
        return [[column, [origin, originalId] as const]];
      }),
    );
  }

  private original(originals: Originals, { published, itemId }: PublishableChange): Original {
    const key = recordKey({ itemType: published.entity.itemType, id: itemId });
    return originals.get(key) ?? this.ours(itemId);
  }

  private ours(id: string): Original {
    return { origin: this.options.name, originalId: id };
  }
}

function bodyOf({ published, image }: PublishableChange, peer: SyncPeer): string {
  const attributes = wireAttributes(published, image);
  // A gem that maps ids would take this one for its own.
  if (peer.dialect === 'mapping') {
    const { [published.key.databaseName]: _key, ...others } = attributes;
    return writeBody({ name: published.name, attributes: others });
  }
  return writeBody({ name: published.name, attributes });
}

async function originalsFor(
  manager: EntityManager,
  changes: readonly PublishableChange[],
): Promise<Originals> {
  const records = changes.flatMap(({ published, itemId, image }) => [
    { itemType: published.entity.itemType, id: itemId },
    ...published.references.flatMap(({ column, itemType }) => {
      const id = textOf(image[column]);
      return id === undefined ? [] : [{ itemType, id }];
    }),
  ]);
  return originalsOf(manager, records);
}

function textOf(value: unknown): string | undefined {
  if (isLosslessNumber(value)) return value.toString();
  return typeof value === 'string' ? value : undefined;
}

const INSERT = `
WITH taken AS (
  UPDATE backstory.sync_counters SET last_outbound_id = last_outbound_id + $2::bigint
  WHERE peer = $1 RETURNING last_outbound_id - $2::bigint AS before
)
INSERT INTO backstory.outbound_messages (peer, id, body, event, item_type, item_id, version_id,
  changed, origin, original_id, details, correlation_id, causation_id, occurred_at)
SELECT $1, taken.before + row.number, m.body, m.event, m.item_type, m.item_id, m.version_id,
  m.changed, m.origin, m.original_id, m.details, m.correlation_id, m.causation_id, m.occurred_at
FROM taken, jsonb_array_elements($3::jsonb) WITH ORDINALITY AS row (value, number),
  jsonb_to_record(row.value) AS m (body text, event text, item_type text, item_id text,
    version_id bigint, changed text[], origin text, original_id text, details jsonb,
    correlation_id text, causation_id text, occurred_at timestamptz)
ORDER BY row.number`;
