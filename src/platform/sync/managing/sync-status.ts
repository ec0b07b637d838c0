import { Injectable } from '@nestjs/common';
import { isSafeNumber, parse } from 'lossless-json';
import { DataSource } from 'typeorm';
import { SyncPeers } from '../peers/sync-peers.js';

/** How things stand with a peer. @publicApi */
export interface PeerStatus {
  readonly name: string;
  readonly url: string | null;
  readonly mode: string;
  readonly dialect: string;
  readonly capabilities: string | null;
  readonly last_inbound_id: string | null;
  readonly last_outbound_id: string;
  readonly acknowledged_id: string;
  /** Messages that the peer has not got, and seconds since the oldest was written. */
  readonly outbound_pending: number;
  readonly outbound_oldest_seconds: number | null;
  readonly inbound_pending: number;
  readonly inbound_parked: number;
  readonly inbound_unclaimed: number;
  readonly withheld_destroys: string;
  /** Nothing is published for now. */
  readonly paused: boolean;
  readonly conflicts: number;
  readonly last_push_at: Date | null;
  readonly last_pull_at: Date | null;
  readonly last_contact_at: Date | null;
  readonly last_error: string | null;
  readonly last_error_at: Date | null;
}

/** A conflict as it is stored. @publicApi */
export interface StoredConflict {
  readonly id: string;
  readonly peer: string;
  readonly message_id: string;
  readonly item_type: string;
  readonly item_id: string;
  readonly fields: readonly string[];
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly policy: string;
  readonly decision: string;
  readonly reason: string;
  readonly correlation_id: string | null;
  readonly created_at: Date;
}

/** Which conflicts; everything that is given must hold. @publicApi */
export interface ConflictFilter {
  readonly peer?: string | undefined;
  readonly itemType?: string | undefined;
  readonly itemId?: string | undefined;
  /** Only those before this one. */
  readonly after?: string | undefined;
}

/** Both values as the text of their JSON. */
type ConflictRow = Omit<StoredConflict, 'ours' | 'theirs'> & { ours: string; theirs: string };

/** Counting stops here: nobody needs to know which of two hundred thousand it is. */
const MOST = 10_000;
const count = (table: string, condition: string) =>
  `(SELECT count(*)::int FROM (SELECT 1 FROM backstory.${table} m
    WHERE m.peer = p.name AND ${condition} LIMIT ${MOST}) AS counted)`;

const STATUS = `
SELECT p.name, p.capabilities, p.last_inbound_id::text, c.last_outbound_id::text,
  p.acknowledged_id::text, p.withheld_destroys::text, p.paused, p.last_push_at, p.last_pull_at,
  p.last_contact_at, p.last_error, p.last_error_at,
  ${count('outbound_messages', 'm.delivered_at IS NULL')} AS outbound_pending,
  (SELECT extract(epoch FROM clock_timestamp() - m.created_at)::float8
   FROM backstory.outbound_messages m WHERE m.peer = p.name AND m.delivered_at IS NULL
   ORDER BY m.id LIMIT 1) AS outbound_oldest_seconds,
  ${count('inbound_messages', `m.state = 'pending'`)} AS inbound_pending,
  ${count('inbound_messages', `m.state = 'parked'`)} AS inbound_parked,
  ${count('inbound_messages', `m.state = 'unclaimed'`)} AS inbound_unclaimed,
  ${count('sync_conflicts', 'true')} AS conflicts
FROM backstory.sync_peers p JOIN backstory.sync_counters c ON c.peer = p.name
WHERE p.name = ANY($1::text[]) ORDER BY p.name`;

/** Answers how things stand with the peers. @publicApi */
@Injectable()
export class SyncStatus {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configured: SyncPeers,
  ) {}

  /** Every configured peer; counts stop at 10,000. */
  async peers(): Promise<PeerStatus[]> {
    const names = this.configured.all().map(({ name }) => name);
    const rows = await this.dataSource.query<Omit<PeerStatus, 'url' | 'mode' | 'dialect'>[]>(
      STATUS,
      [names],
    );
    return rows.map((row) => {
      const { url = null, mode, dialect } = this.configured.get(row.name);
      return Object.assign(row, { url, mode, dialect });
    });
  }

  /** Conflicts, newest first. */
  async conflicts(
    { peer, itemType, itemId, after }: ConflictFilter,
    limit: number,
  ): Promise<{ readonly items: readonly StoredConflict[]; readonly next: string | null }> {
    const rows = await this.dataSource.query<ConflictRow[]>(
      `SELECT id::text, peer, message_id::text, item_type, item_id, fields, ours::text, theirs::text, policy,
         decision, reason, correlation_id, created_at
       FROM backstory.sync_conflicts AS c
       WHERE ($1::text IS NULL OR c.peer = $1) AND ($2::bigint IS NULL OR c.id < $2::bigint)
         AND ($3::text IS NULL OR c.item_type = $3) AND ($4::text IS NULL OR c.item_id = $4)
       ORDER BY c.id DESC LIMIT $5`,
      [peer ?? null, after ?? null, itemType ?? null, itemId ?? null, limit + 1],
    );
    const items = rows
      .slice(0, limit)
      .map((row) => Object.assign(row, { ours: plain(row.ours), theirs: plain(row.theirs) }));
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }
}

/** Plain JSON; a number that a JS number cannot hold is the text of its digits. */
function plain(json: string): unknown {
  return parse(json, undefined, {
    parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
  });
}
