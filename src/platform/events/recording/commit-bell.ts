import type {
  DataSource,
  EntityManager,
  EntitySubscriberInterface,
  QueryRunner,
  TransactionCommitEvent,
  TransactionRollbackEvent,
} from 'typeorm';

/** Rings after the commit of each transaction in which events were recorded, never before. */
export class CommitBell implements EntitySubscriberInterface {
  private readonly waiting = new WeakSet<QueryRunner>();

  constructor(
    dataSource: DataSource,
    private readonly ring: () => void,
  ) {
    dataSource.subscribers.push(this);
  }

  /** Notes that an event was written; outside a transaction it is committed already. */
  note({ queryRunner }: EntityManager): void {
    if (queryRunner?.isTransactionActive) {
      this.waiting.add(queryRunner);
    } else {
      this.ring();
    }
  }

  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    if (!queryRunner.isTransactionActive && this.waiting.delete(queryRunner)) {
      this.ring();
    }
  }

  /** A savepoint's rollback keeps the note: what was recorded before it may still be committed. */
  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    if (!queryRunner.isTransactionActive) {
      this.waiting.delete(queryRunner);
    }
  }
}
