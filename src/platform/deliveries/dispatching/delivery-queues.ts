import { getSharedConfigToken } from '@nestjs/bullmq';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, type QueueOptions } from 'bullmq';
import { TimeLimitError, withTimeLimit } from '../../outbox/index.js';
import { deliveryQueueName, QUARANTINE_QUEUE, TIMES } from '../deliveries.constants.js';
import type { DeliveryJob } from '../interfaces/delivery-job.interface.js';
import type { ClaimedRow } from '../sql/dispatch.sql.js';

/** Milliseconds for a connection that the server may never give back. */
const CLOSING = 2_000;

/**
 * The queues of all subscribers, each opened when first used. A queue carries ids and the
 * correlation only: what it loses is still in the database.
 * @publicApi
 */
@Injectable()
export class DeliveryQueues implements BeforeApplicationShutdown {
  private readonly queues = new Map<string, Queue<DeliveryJob>>();
  /** Queues that have not answered in time, until they do. */
  private readonly stuck = new Set<string>();

  constructor(@Inject(getSharedConfigToken()) private readonly shared: QueueOptions) {}

  /** The settings that the application gives every queue and worker. */
  get options(): QueueOptions {
    return this.shared;
  }

  of(subscriber: string): Queue<DeliveryJob> {
    return this.open(deliveryQueueName(subscriber));
  }

  quarantine(): Queue<DeliveryJob> {
    return this.open(QUARANTINE_QUEUE);
  }

  /** Whether the queue's server answers, as far as we know. */
  answers(queue: Queue<DeliveryJob>): boolean {
    return !this.stuck.has(queue.name);
  }

  /**
   * Hands deliveries over; one that the queue has already stays as it is.
   * @throws TimeLimitError when the server does not answer; the queue is left alone until it does
   */
  async add(queue: Queue<DeliveryJob>, rows: readonly ClaimedRow[]): Promise<void> {
    const added = queue.addBulk(rows.map(toJob));
    try {
      await withTimeLimit(`the queue ${queue.name}`, TIMES.queue, added);
    } catch (error) {
      // What was sent waits in the client for its server; sending more would only pile up there.
      if (error instanceof TimeLimitError) this.waitFor(queue.name, added);
      throw error;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(
      [...this.queues.values()].map((queue) =>
        withTimeLimit(`closing ${queue.name}`, CLOSING, queue.close()).catch(() => undefined),
      ),
    );
  }

  private waitFor(name: string, added: Promise<unknown>): void {
    this.stuck.add(name);
    const forget = (): void => void this.stuck.delete(name);
    added.then(forget, forget);
  }

  private open(name: string): Queue<DeliveryJob> {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue<DeliveryJob>(name, {
        ...this.shared,
        streams: { events: { maxLen: 100 } },
        defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      });
      // The dispatcher says what it could not do; without a listener the process would end here.
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    return queue;
  }
}

function toJob(row: ClaimedRow) {
  const data: DeliveryJob = {
    id: row.id,
    attempt: row.attempts,
    ...(row.correlation_id !== null && { correlationId: row.correlation_id }),
  };
  return { name: row.subscriber, data, opts: { jobId: `d-${row.id}-${row.attempts}` } };
}
