import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInNewContext } from '../../correlation/index.js';
import { Doorbell } from '../../outbox/index.js';
import { TIMES } from '../deliveries.constants.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import { DeliveryFigures } from '../delivery-figures.js';
import type { DeliveryJob } from '../interfaces/delivery-job.interface.js';
import type { DeliverySubscriber } from '../interfaces/delivery-subscriber.interface.js';
import { toDelivery, type DeliveryRow } from '../sql/delivery-columns.sql.js';
import { RECORD_OUTCOME } from '../sql/work.sql.js';
import { statement } from '../with-client.js';
import { crashed, outcomeOf, skipped, type AttemptOutcome } from './attempt-outcome.js';
import { HandlerContext } from './handler-context.js';
import { DeliveryTransaction } from './delivery-transaction.js';
import { runHandler, RunawayHandler } from './run-handler.js';
import { TakenLine } from './taken-line.js';

const TIMEOUT = 30_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** One attempt, on its way. */
interface Attempt {
  readonly row: DeliveryRow;
  readonly subscriber: DeliverySubscriber;
  readonly transaction: DeliveryTransaction;
  readonly context: HandlerContext;
  readonly startedAt: Date;
}

/** Runs deliveries: lock, handle, mark done, commit; whatever else happens is written down. */
@Injectable()
export class DeliveryRunner {
  private readonly logger = new Logger('Deliveries');

  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: DeliverySubscribers,
    private readonly doorbell: Doorbell,
    private readonly figures: DeliveryFigures,
  ) {}

  /**
   * @param stalled whether the queue started this job before and never heard of its end
   * @param stop aborted when the process stops
   */
  async run(job: DeliveryJob, name: string, stalled: boolean, stop: AbortSignal): Promise<void> {
    const { id, correlationId } = job;
    const actor = { id: name, type: 'system' };
    const context = {
      causationId: `delivery:${id}`,
      actor,
      ...(correlationId && { correlationId }),
    };
    await runInNewContext(context, async () => this.attempt(job, stalled, stop));
  }

  private async attempt(job: DeliveryJob, stalled: boolean, stop: AbortSignal): Promise<void> {
    const startedAt = new Date();
    const transaction = await DeliveryTransaction.begin(this.dataSource);
    const row = await this.lock(transaction, job);
    if (!row) return transaction.rollback();
    const subscriber = this.subscribers.find(row.subscriber);
    if (!subscriber) {
      await transaction.rollback();
      throw new Error(`this process knows no subscriber "${row.subscriber}"`);
    }
    const lone = TakenLine.alone(transaction.client, row);
    const context = new HandlerContext(toDelivery(row), transaction, lone);
    const attempt = { row, subscriber, transaction, context, startedAt };
    const reason = stalled ? undefined : subscriber.unavailable?.();
    if (stalled || reason !== undefined) {
      await transaction.rollback();
      return this.record(attempt, stalled ? crashed(row) : skipped(reason!));
    }
    await this.handle(attempt, stop);
  }

  /** The row if this job is still what is to be done about it. */
  private async lock(
    transaction: DeliveryTransaction,
    { id, attempt }: DeliveryJob,
  ): Promise<DeliveryRow | undefined> {
    try {
      const row = await transaction.lock(id);
      return row && isForUs(row) && row.attempts === attempt ? row : undefined;
    } catch (error) {
      // Its first runner is alive and at work; should that one fail, the lease brings it back.
      if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return undefined;
      await transaction.rollback().catch(() => undefined);
      throw error;
    }
  }

  private async handle(attempt: Attempt, stop: AbortSignal): Promise<void> {
    const { row, subscriber, transaction, context, startedAt } = attempt;
    this.figures.started(row);
    try {
      if (subscriber.coalesce) context.line = await TakenLine.take(transaction.client, row);
      await runHandler(subscriber.timeout ?? TIMEOUT, stop, async (signal) => {
        await subscriber.handle(context.delivery, context.with(signal));
      });
      const outcome = context.fannedOut ? 'fanned_out' : 'done';
      await context.line.markDone();
      await transaction.markDone(row.id, { outcome, detail: context.detail, startedAt });
      await transaction.commit();
      this.figures.ended(row.subscriber, outcome, startedAt);
    } catch (error) {
      const isRunaway = error instanceof RunawayHandler;
      await (isRunaway ? transaction.sever() : transaction.rollback()).catch(() => undefined);
      await this.record(attempt, outcomeOf(isRunaway ? error.reason : error, row, subscriber));
    }
    // The next of its line may go now, and what it fanned out.
    if (subscriber.ordered || context.fannedOut) this.doorbell.ring();
  }

  private async record(attempt: Attempt, outcome: AttemptOutcome): Promise<void> {
    const { row, subscriber, context, startedAt } = attempt;
    const isOver = outcome.state === 'dead';
    const state = isOver && subscriber.park ? 'parked' : outcome.state;
    await statement(this.dataSource, RECORD_OUTCOME, [
      row.id,
      row.attempts,
      state,
      outcome.delay ?? 0,
      outcome.outcome,
      outcome.error ?? null,
      outcome.skipReason ?? null,
      outcome.crashes ?? 0,
      outcome.counts === false ? 1 : 0,
      context.detail,
      startedAt,
    ]);
    this.figures.ended(row.subscriber, outcome.outcome, startedAt);
    if (isOver) {
      this.logger.warn(
        `delivery ${row.id} to ${row.subscriber} is ${state}: ${outcome.error ?? ''}`,
      );
    }
    if (isOver || outcome.crashes) this.doorbell.ring();
    else if (outcome.delay !== undefined && outcome.delay < TIMES.poll) this.ringIn(outcome.delay);
  }

  /** A retry that is due before the dispatcher looks again by itself. */
  private ringIn(milliseconds: number): void {
    setTimeout(() => this.doorbell.ring(), milliseconds).unref();
  }
}

/** What waits in a line again, since its queue seemed to refuse it, may not be the line's turn. */
function isForUs({ state, ordering_key: line }: DeliveryRow): boolean {
  return state === 'queued' || (state === 'pending' && line === null);
}
