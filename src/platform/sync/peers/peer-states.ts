import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SyncPeers } from './sync-peers.js';

/** How far a peer and this side have got with each other. */
export interface PeerState {
  readonly name: string;
  readonly last_inbound_id: string | null;
  readonly refused_id: string | null;
  readonly acknowledged_id: string;
  readonly capabilities: string | null;
  readonly paused: boolean;
  readonly created_at: Date;
}

/** What an exchange leaves behind. */
export interface ContactNote {
  readonly push?: boolean;
  readonly pull?: boolean;
  readonly error?: string | null;
  readonly capabilities?: string | null;
}

const COLUMNS = `name, last_inbound_id, refused_id, acknowledged_id, capabilities, paused, created_at`;

/** The rows of the peers: cursors and the last contact. @internal */
@Injectable()
export class PeerStates implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly peers: SyncPeers,
  ) {}

  async onModuleInit(): Promise<void> {
    const names = this.peers.all().map(({ name }) => name);
    if (names.length === 0) return;
    await this.dataSource.query(
      `WITH made AS (
         INSERT INTO backstory.sync_peers (name) SELECT unnest($1::text[])
         ON CONFLICT (name) DO NOTHING RETURNING name)
       INSERT INTO backstory.sync_counters (peer) SELECT name FROM made`,
      [names],
    );
  }

  /** The peer's row, ours until the transaction ends: who applies its messages is alone. */
  async lock(manager: EntityManager, name: string): Promise<PeerState> {
    const [row] = await manager.query<PeerState[]>(
      `SELECT ${COLUMNS} FROM backstory.sync_peers WHERE name = $1 FOR UPDATE`,
      [name],
    );
    return row!;
  }

  async read(name: string, manager: EntityManager = this.dataSource.manager): Promise<PeerState> {
    const [row] = await manager.query<PeerState[]>(
      `SELECT ${COLUMNS} FROM backstory.sync_peers WHERE name = $1`,
      [name],
    );
    return row!;
  }

  /** Whether nothing is to be published for now: somebody brings the exchange with a peer to rest. */
  async isAnyPaused(manager: EntityManager): Promise<boolean> {
    const names = this.peers.all().map(({ name }) => name);
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM backstory.sync_peers WHERE paused AND name = ANY($1::text[])',
      [names],
    );
    return rows.length > 0;
  }

  async note(name: string, { push, pull, error, capabilities }: ContactNote): Promise<void> {
    await this.dataSource.query(
      `UPDATE backstory.sync_peers SET
         last_push_at = CASE WHEN $2 THEN clock_timestamp() ELSE last_push_at END,
         last_pull_at = CASE WHEN $3 THEN clock_timestamp() ELSE last_pull_at END,
         last_contact_at = CASE WHEN $4::text IS NULL THEN clock_timestamp() ELSE last_contact_at END,
         last_error = $4,
         last_error_at = CASE WHEN $4::text IS NULL THEN last_error_at ELSE clock_timestamp() END,
         capabilities = CASE WHEN $5 THEN $6 ELSE capabilities END
       WHERE name = $1`,
      [
        name,
        push === true,
        pull === true,
        error?.slice(0, 2_000) ?? null,
        capabilities !== undefined,
        capabilities ?? null,
      ],
    );
  }
}
