import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Application } from './application.js';
import { execute } from './tables.js';

const EVERY = 20;
const PATIENCE = 600_000;

/** Nothing on the road and nothing owed to the processor. */
const DONE = `
  SELECT NOT EXISTS (SELECT FROM backstory.outbox) AND NOT EXISTS (
    SELECT FROM backstory.deliveries WHERE subscriber = 'invoice-totals'
      AND state NOT IN ('done', 'dead', 'skipped', 'parked')) AS done`;

const CALLS = `
  SELECT count(*) FILTER (WHERE handled_with IS NULL)::int AS calls, count(*)::int AS deliveries
  FROM backstory.deliveries WHERE subscriber = 'invoice-totals' AND state = 'done'`;

const WRONG = `
  SELECT count(*)::int AS wrong FROM invoices WHERE total_price <>
    (SELECT coalesce(sum(total_price), 0) FROM invoice_items WHERE invoice_id = invoices.id)`;

/** Changes by another program, until every total has followed. */
export class Following {
  constructor(
    private readonly url: string,
    private readonly application: Application,
  ) {}

  /** One statement that changes the first `rows` items, `each` of them to an invoice. */
  async oneStatement(rows: number, each: number): Promise<void> {
    await this.settled();
    const before = await this.calls();
    this.application.forgetPeak();
    const client = await this.connect();
    const update = `UPDATE invoice_items SET quantity = quantity + 1 WHERE id <= ${rows}`;
    const began = performance.now();
    await client.query(update);
    const committed = performance.now();
    await client.end();
    await this.settled();
    const seconds = (performance.now() - committed) / 1000;
    const { calls, deliveries } = await this.calls();
    const made = calls - before.calls;
    console.log(
      `${rows} changes, one statement: written in ${((committed - began) / 1000).toFixed(1)} s, ` +
        `${deliveries - before.deliveries} deliveries processed ${seconds.toFixed(1)} s after the commit ` +
        `(${Math.round(rows / seconds)}/s), peak RSS of the application ${megabytes(this.application.peak())}`,
    );
    console.log(
      `  ${made} recomputes for ${rows / each} invoices (goal 1 each): ` +
        `${made === rows / each ? 'met' : 'MISSED'}; totals that are wrong: ${await this.wrong()}`,
    );
  }

  /** Four sessions that change a row a transaction. */
  async manyTransactions(count: number): Promise<void> {
    const clients = await Promise.all(Array.from({ length: 4 }, () => this.connect()));
    const began = performance.now();
    let next = 0;
    await Promise.all(
      clients.map(async (client) => {
        for (let id = ++next; id <= count; id = ++next) {
          const text = 'UPDATE invoice_items SET quantity = quantity + 1 WHERE id = $1';
          await client.query({ name: 'change', text, values: [id] });
        }
        await client.end();
      }),
    );
    const written = (performance.now() - began) / 1000;
    await this.settled();
    const behind = (performance.now() - began) / 1000 - written;
    console.log(
      `${count} transactions of 4 sessions: written at ${Math.round(count / written)}/s, processed at ` +
        `${Math.round(count / (written + behind))}/s, the last ${behind.toFixed(2)} s after it was written; ` +
        `totals that are wrong: ${await this.wrong()}`,
    );
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'psql' });
    await client.connect();
    return client;
  }

  private async settled(): Promise<void> {
    const client = await this.connect();
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const { rows } = await client.query<{ done: boolean }>(DONE);
      if (rows[0]?.done) break;
      if (Date.now() > deadline) throw new Error('the changes were not processed in ten minutes');
      await pause(EVERY);
    }
    await client.end();
  }

  private async calls(): Promise<{ calls: number; deliveries: number }> {
    const [row] = await execute<{ calls: number; deliveries: number }>(this.url, CALLS);
    return row ?? { calls: 0, deliveries: 0 };
  }

  private async wrong(): Promise<number> {
    const [row] = await execute<{ wrong: number }>(this.url, WRONG);
    return row?.wrong ?? 0;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}
