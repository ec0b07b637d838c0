import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Milliseconds that a lease lasts without being renewed: after a kill -9 nobody calls the peer for so long. */
const LASTS = 20_000;
const RENEWED = LASTS / 4;

/**
 * Sees to it that one process at a time talks to a peer. A row and no advisory lock: that would need a
 * session of its own, which a pooler does not give. It spares work and is no fence: two that talk at
 * once are told by the ids of the messages what is there already.
 * @internal
 */
@Injectable()
export class PeerLeases {
  private readonly logger = new Logger('Sync');

  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` under the peer's lease; undefined, and nothing done, while somebody else has it. */
  async holding<T>(peer: string, work: () => Promise<T>): Promise<T | undefined> {
    const holder = randomUUID();
    if (!(await this.take(peer, holder))) return undefined;
    const renewal = setInterval(() => void this.quietly(this.renew(peer, holder)), RENEWED);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      // What went wrong here must not hide what went wrong in the work.
      await this.quietly(this.release(peer, holder));
    }
  }

  /** @returns whether it is this holder's now */
  private async take(peer: string, holder: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO backstory.sync_leases AS lease (peer, holder, until)
       VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (peer) DO UPDATE SET holder = excluded.holder, until = excluded.until
         WHERE lease.until < clock_timestamp()
       RETURNING 1`,
      [peer, holder, LASTS],
    );
    return rows.length > 0;
  }

  /** Never makes it anew: it may have been given back meanwhile. */
  private async renew(peer: string, holder: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE backstory.sync_leases SET until = clock_timestamp() + $3 * interval '1 millisecond'
       WHERE peer = $1 AND holder = $2`,
      [peer, holder, LASTS],
    );
  }

  private async release(peer: string, holder: string): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM backstory.sync_leases WHERE peer = $1 AND holder = $2',
      [peer, holder],
    );
  }

  private async quietly(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.logger.warn(`the lease of a peer is left to run out: ${String(error)}`);
    }
  }
}
