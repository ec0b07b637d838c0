import type {
  EntitySubscriberInterface,
  QueryRunner,
  TransactionCommitEvent,
  TransactionRollbackEvent,
} from 'typeorm';
import type { AfterQueryEvent, BeforeQueryEvent } from 'typeorm/subscriber/event/QueryEvent.js';
import type { PoolClient } from 'pg';
import { currentContext } from '../../correlation/index.js';
import { CommitRolledBackError } from '../audit.errors.js';
import { statementKind } from './statement-kind.util.js';
import { transactionContext } from './transaction-context.js';

/** What is known about the transaction that a query runner is in. */
interface RunnerState {
  /** The correlation context that the database was told, by identity. */
  toldOf?: unknown;
  /** Settles when the database knows it, with the reason why it does not. */
  told?: Promise<unknown> | undefined;
  /** The statement for which this subscriber opened the transaction. */
  wrapped?: string;
}

const NOBODY = Symbol('no context');
const TELL = "SELECT set_config('backstory.context', $1, true)";

/**
 * Tells each transaction who acts, before its first statement and whenever that changes, in the
 * transaction-local setting that the audit triggers read. A write outside any transaction gets one
 * of its own, since the setting ends with its transaction.
 *
 * One extra statement for a transaction, three for a write that came without one. On a client in
 * pipeline mode it travels with the statement that it is told for: no extra round trip.
 */
export class TransactionContextSubscriber implements EntitySubscriberInterface {
  private readonly states = new WeakMap<QueryRunner, RunnerState>();

  /**
   * @param onCommit called after each commit that may have written something
   * @param guard whether triggers read what is told; without them nothing is said and nothing wrapped
   */
  public constructor(
    private readonly onCommit: () => void,
    private readonly guard: boolean,
  ) {}

  public async beforeQuery({ query, queryRunner }: BeforeQueryEvent): Promise<void> {
    const kind = statementKind(query);
    if (kind === 'control' || (kind === 'other' && !queryRunner.isTransactionActive)) {
      return;
    }
    const state = this.stateOf(queryRunner);
    if (!this.guard) {
      state.told = queryRunner.isTransactionActive ? Promise.resolve() : undefined;
      return;
    }
    if (queryRunner.isTransactionActive) {
      await this.tell(queryRunner, state);
      return;
    }
    await queryRunner.startTransaction();
    try {
      await this.tell(queryRunner, state);
    } catch (error) {
      // The statement never runs, so nobody else would end what was opened for it.
      await queryRunner.rollbackTransaction();
      throw error;
    }
    state.wrapped = query;
  }

  public async afterQuery(event: AfterQueryEvent): Promise<void> {
    const { query, queryRunner, success, rawResults } = event;
    if (query === 'COMMIT' && success && commandOf(rawResults) === 'ROLLBACK') {
      throw new CommitRolledBackError();
    }
    const state = this.stateOf(queryRunner);
    const { told } = state;
    if (state.wrapped === query) {
      delete state.wrapped;
      await this.endWrapped(queryRunner, success);
    }
    if (!success) {
      // Sent right behind it, the statement was refused if this was.
      await told;
    }
  }

  public afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    const state = this.stateOf(queryRunner);
    if (!queryRunner.isTransactionActive && state.told !== undefined) {
      forget(state);
      this.onCommit();
    }
  }

  /** Also after a savepoint's: it takes the setting back to what it was before. */
  public afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    forget(this.stateOf(queryRunner));
  }

  private async tell(queryRunner: QueryRunner, state: RunnerState): Promise<void> {
    const context = currentContext() ?? NOBODY;
    const client = (await queryRunner.connect()) as PoolClient & { readonly pipeline?: boolean };
    if (state.toldOf !== context) {
      state.toldOf = context;
      state.told = client.query(TELL, [JSON.stringify(transactionContext())]);
      // Heard when it is awaited: now, or when the statement behind it is refused.
      state.told.catch(() => undefined);
    }
    // In a pipeline the server has it before whatever is sent next, and refuses that if it fails.
    // Else another statement of this runner may still be telling it.
    if (!client.pipeline) {
      await state.told;
    }
  }

  private async endWrapped(queryRunner: QueryRunner, success: boolean): Promise<void> {
    if (!success) {
      await queryRunner.rollbackTransaction();
      return;
    }
    try {
      await queryRunner.commitTransaction();
    } catch (error) {
      // A deferred constraint refused: the transaction is over, the runner does not know it yet.
      await queryRunner.rollbackTransaction();
      throw error;
    }
  }

  private stateOf(queryRunner: QueryRunner): RunnerState {
    let state = this.states.get(queryRunner);
    if (state === undefined) {
      state = {};
      this.states.set(queryRunner, state);
    }
    return state;
  }
}

function forget(state: RunnerState): void {
  delete state.told;
  delete state.toldOf;
}

function commandOf(rawResults: unknown): string | undefined {
  return (rawResults as { command?: string } | undefined)?.command;
}
