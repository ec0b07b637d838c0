import type { QueryRunner } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import type { AuditedEntity } from '../audited-entities.js';
import type { AuditPolicy } from '../policy/audit-policy.js';
import { lockRowImages, recordChangedRows, type ChangedRow, type RowKey } from './row-images.js';
import { transactionContext, type TransactionContext } from './transaction-context.js';

/** An audited table with its policy. */
export interface RecordedTable {
  readonly entity: AuditedEntity;
  readonly policy: AuditPolicy;
}

interface PendingChange extends ChangedRow {
  readonly table: RecordedTable;
  readonly context: TransactionContext;
}

interface PendingRead {
  readonly keys: RowKey[];
  readonly images: Promise<(string | null)[]>;
}

/** What one query runner's transaction has changed and not yet recorded. */
export class ChangeBuffer {
  private readonly changes: PendingChange[] = [];
  private readonly before = new Map<string, string | null>();
  private readonly reads = new Map<RecordedTable, PendingRead>();
  /** The last context, and whose it was: outside any, a transaction is one correlation. */
  private lastContext: { readonly of: unknown; readonly context: TransactionContext } | undefined;

  public constructor(private readonly queryRunner: QueryRunner) {}

  /**
   * Reads and locks a row's state before its change. All rows asked for in one turn are read by one
   * statement a table: TypeORM announces every row of a save before it writes the first.
   */
  public async readBefore(table: RecordedTable, key: RowKey): Promise<void> {
    const name = nameOf(table, key);
    if (this.changes.some((change) => nameOf(change.table, change.key) === name)) {
      await this.flush();
    }
    const read = this.reads.get(table) ?? this.startRead(table);
    const index = read.keys.push(key) - 1;
    this.before.set(name, (await read.images)[index] ?? null);
  }

  /** Notes that the row was written (`exists`) or removed. */
  public add(table: RecordedTable, key: RowKey, exists: boolean): void {
    const name = nameOf(table, key);
    const before = this.before.get(name) ?? null;
    this.before.delete(name);
    this.changes.push({ table, key, before, exists, context: this.contextNow() });
  }

  /** Records everything noted, in order: one statement for each run of changes to the same table. */
  public async flush(): Promise<void> {
    const changes = this.changes.splice(0);
    while (changes.length > 0) {
      const [first] = changes as [PendingChange];
      const end = changes.findIndex(
        ({ table, context }) => table !== first.table || context !== first.context,
      );
      const run = changes.splice(0, end === -1 ? changes.length : end);
      const { entity, policy } = first.table;
      await recordChangedRows(this.queryRunner, entity, policy, run, first.context);
    }
  }

  /** Forgets what a rollback undid: all that was noted since the last flush. */
  public discard(): void {
    this.changes.length = 0;
    this.before.clear();
  }

  private contextNow(): TransactionContext {
    const current = currentContext();
    if (this.lastContext === undefined || this.lastContext.of !== current) {
      this.lastContext = { of: current, context: transactionContext() };
    }
    return this.lastContext.context;
  }

  private startRead(table: RecordedTable): PendingRead {
    const keys: RowKey[] = [];
    const images = Promise.resolve().then(() => {
      this.reads.delete(table);
      return lockRowImages(this.queryRunner, table.entity, table.policy, keys);
    });
    const read = { keys, images };
    this.reads.set(table, read);
    return read;
  }
}

function nameOf({ entity }: RecordedTable, key: RowKey): string {
  return JSON.stringify([entity.itemType, entity.keyColumns.map((column) => key[column])]);
}
