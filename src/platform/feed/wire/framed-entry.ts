import type { FeedItem } from '../interfaces/feed-item.interface.js';
import { formatCursor } from './feed-cursor.js';

/** An entry as the database gives it: values as text, exact JSON untouched. */
export interface FeedRow {
  position: string;
  kind: string;
  ref_id: string;
  item_type: string;
  item_id: string;
  event: string;
  actor: string | null;
  actor_type: string | null;
  source: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  aggregate_type: string | null;
  aggregate_id: string | null;
  summary: string | null;
  occurred_at: string;
}

/** One entry, framed once for everybody who is sent it. */
export class FramedEntry {
  /** Answers of the access policy, by class of viewer. */
  readonly decisions = new Map<string, boolean>();
  /** The principal it is for; null for all, undefined until the policy was asked. */
  recipient?: string | null;
  readonly frame: Buffer;
  private namedFrame?: Buffer;
  private readonly jsonStart: number;

  constructor(
    epoch: string,
    readonly item: FeedItem,
    json: string,
    readonly occurredAt: string,
  ) {
    const head = `id: ${formatCursor(epoch, item.position)}\ndata: `;
    this.jsonStart = head.length;
    this.frame = Buffer.from(`${head}${json}\n\n`);
  }

  static fromRow(epoch: string, row: FeedRow): FramedEntry {
    const item: FeedItem = {
      position: Number(row.position),
      kind: row.kind,
      refId: row.ref_id,
      itemType: row.item_type,
      itemId: row.item_id,
      event: row.event,
      actor: row.actor,
      actorType: row.actor_type,
      source: row.source,
      correlationId: row.correlation_id,
      causationId: row.causation_id,
      aggregateType: row.aggregate_type,
      aggregateId: row.aggregate_id,
    };
    return new FramedEntry(epoch, item, toJson(row), row.occurred_at);
  }

  /** The entry's JSON, as in `data:`. */
  get json(): string {
    return this.frame.toString('utf8', this.jsonStart, this.frame.length - 2);
  }

  /** The frame with `event: <item_type>.<event>`, for listeners by name. */
  get named(): Buffer {
    if (!this.namedFrame) {
      // A line break or NUL in a name would end the field early or poison the frame.
      // oxlint-disable-next-line no-control-regex
      const name = `${this.item.itemType}.${this.item.event}`.replace(/[\r\n\0]/g, ' ');
      this.namedFrame = Buffer.concat([Buffer.from(`event: ${name}\n`), this.frame]);
    }
    return this.namedFrame;
  }
}

/** `summary` is spliced in as the database wrote it, so no number passes through a JS float. */
function toJson(row: FeedRow): string {
  const { position, kind, ref_id: id, summary, occurred_at: occurredAt, ...names } = row;
  const head = JSON.stringify({
    position,
    kind,
    id,
    item_type: names.item_type,
    item_id: names.item_id,
    event: names.event,
    actor: names.actor,
    actor_type: names.actor_type,
    source: names.source,
    correlation_id: names.correlation_id,
    causation_id: names.causation_id,
    aggregate_type: names.aggregate_type,
    aggregate_id: names.aggregate_id,
  });
  return `${head.slice(0, -1)},"summary":${summary ?? 'null'},"occurred_at":"${occurredAt}"}`;
}
