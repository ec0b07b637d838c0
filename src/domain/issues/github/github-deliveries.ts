import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

/** What became of a delivery. */
export type DeliveryOutcome = 'mirrored' | 'unchanged' | 'stale' | 'ignored';

/** One thing that GitHub sent, by whatever road. */
export interface GithubDelivery {
  readonly id: string;
  readonly event: string;
  /** Hash of the signed bytes. GitHub signs the body only: the id may be anybody's. */
  readonly digest?: Buffer;
}

const PAGE = 5_000;

/** What was received, so that each of it counts once. */
@Injectable()
export class GithubDeliveries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Notes that a delivery is being worked on in this transaction. The same one at the same time waits
   * for the end of it.
   * @returns false when it was received before
   */
  async begin(manager: EntityManager, { id, event, digest }: GithubDelivery): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO github_deliveries (id, digest, event, outcome) VALUES ($1, $2, $3, 'mirrored')
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, digest ?? null, event],
    );
    return rows.length > 0;
  }

  /** Notes what became of it, where that is not the usual. */
  async end(
    manager: EntityManager,
    id: string,
    outcome: DeliveryOutcome,
    reason?: string,
  ): Promise<void> {
    if (outcome === 'mirrored') {
      return;
    }
    await manager.query('UPDATE github_deliveries SET outcome = $2, reason = $3 WHERE id = $1', [
      id,
      outcome,
      reason ?? null,
    ]);
  }

  /**
   * Forgets what was received longer than `age` milliseconds ago. Should it come once more it is judged
   * by its own time, as everything is.
   * @returns how many went
   */
  async trim(age: number): Promise<number> {
    for (let total = 0; ;) {
      const [, deleted] = await this.dataSource.query<[unknown[], number]>(
        `DELETE FROM github_deliveries WHERE id IN (
           SELECT id FROM github_deliveries
           WHERE received_at < now() - $1 * interval '1 millisecond'
           ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
        [age, PAGE],
      );
      total += deleted;
      if (deleted < PAGE) return total;
    }
  }
}
