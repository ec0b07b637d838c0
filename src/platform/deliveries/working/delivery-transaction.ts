import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { DeliveryRow } from '../sql/delivery-columns.sql.js';
import { LOCK, RECORD_DONE } from '../sql/work.sql.js';

/** What an attempt leaves behind besides its effects. */
export interface AttemptRecord {
  readonly outcome: string;
  readonly detail: string | null;
  readonly startedAt: Date;
}

/** The one transaction in which a handler works and its delivery is marked done. */
export class DeliveryTransaction {
  private constructor(
    private readonly runner: QueryRunner,
    readonly client: PoolClient,
  ) {}

  static async begin(dataSource: DataSource): Promise<DeliveryTransaction> {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      return new DeliveryTransaction(runner, client);
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** The row, ours alone from here on: a twin that a lost lock of the queue started waits here. */
  async lock(id: string): Promise<DeliveryRow | undefined> {
    const { rows } = await this.client.query<DeliveryRow>(LOCK, [id]);
    return rows[0];
  }

  async markDone(id: string, { outcome, detail, startedAt }: AttemptRecord): Promise<void> {
    await this.client.query(RECORD_DONE, [id, outcome, detail, startedAt]);
  }

  async commit(): Promise<void> {
    await this.runner.commitTransaction();
    await this.runner.release();
  }

  async rollback(): Promise<void> {
    try {
      if (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
    } finally {
      await this.runner.release();
    }
  }

  /**
   * Ends the whole session. A handler that does not stop when told could otherwise still write, after
   * the rollback and outside any transaction.
   */
  async sever(): Promise<void> {
    const ended = this.client.end().catch(() => undefined);
    // In pipeline mode a client takes its leave only after what it was asked last.
    (this.client as PoolClient & { connection: { stream: Socket } }).connection.stream.destroy();
    await ended;
    await this.runner.release();
  }
}
