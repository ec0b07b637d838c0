import { Logger } from '@nestjs/common';
import type { JobSchedules } from './job-schedules.js';

/** Milliseconds after which a schedule that the queue lost is written again. */
const EVERY = 5_000;

/**
 * Writes schedules again that a flush or a failover took from the queue. What code declares is the
 * truth; the queue only carries it.
 */
export class ScheduleKeeper {
  private readonly logger = new Logger('Queues');
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(private readonly schedules: JobSchedules) {
    this.timer = setInterval(() => {
      if (!this.busy) this.running = this.look();
    }, EVERY);
    this.timer.unref();
  }

  /** Resolves when nothing is asked of the queues any more. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    this.busy = true;
    try {
      const written = await this.schedules.restore();
      if (written > 0) this.logger.warn(`${written} schedules were lost and are written again`);
    } catch (error) {
      // The queue is away; whoever watches its connection says so.
      this.logger.debug(`schedules cannot be looked after: ${String(error)}`);
    } finally {
      this.busy = false;
    }
  }
}
