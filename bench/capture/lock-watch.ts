import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const EVERY = 10;

/** Committing notifications wait for each other on one lock, which is that of an object. */
const SAMPLE = `
  SELECT count(*)::int AS busy,
    count(*) FILTER (WHERE wait_event_type = 'Lock' AND wait_event = 'object')::int AS waiting
  FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'`;

/** Looks again and again at how many of the busy sessions wait for the lock of NOTIFY. */
export class LockWatch {
  private readonly client: pg.Client;
  private busy = 0;
  private waiting = 0;
  private running = true;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    url: string,
    private readonly applicationName: string,
  ) {
    this.client = new pg.Client({ connectionString: url });
  }

  async start(): Promise<void> {
    await this.client.connect();
    this.loop = this.watch();
  }

  /** @returns the share of the sessions seen at work that waited, 0 to 1 */
  async stop(): Promise<number> {
    this.running = false;
    await this.loop;
    await this.client.end();
    return this.busy === 0 ? 0 : this.waiting / this.busy;
  }

  private async watch(): Promise<void> {
    while (this.running) {
      const { rows } = await this.client.query<{ busy: number; waiting: number }>(SAMPLE, [
        this.applicationName,
      ]);
      this.busy += rows[0]?.busy ?? 0;
      this.waiting += rows[0]?.waiting ?? 0;
      await pause(EVERY);
    }
  }
}
