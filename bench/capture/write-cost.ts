import pg from 'pg';
import { median, measure, noCost, rate } from '../audit/measure.js';
import { LockWatch } from './lock-watch.js';
import { changeAll, changeOne } from './statements.js';
import { ROWS, TABLES, type Table } from './tables.js';

const WRITER = 'bench writer';

interface Block {
  /** Operations a second. */
  readonly rate: number;
  readonly postgresMicros: number;
  readonly waiting: number;
}

/** What changes cost those who make them: one row a transaction, and many rows in one. */
export class WriteCost {
  constructor(
    private readonly url: string,
    private readonly postmaster: number,
    private readonly rounds: number,
  ) {}

  /** Single-row transactions; the goal is the least ratio at this width. */
  async singleRows(
    width: number,
    count: number,
    goal: number,
    tables: readonly Table[] = TABLES,
  ): Promise<void> {
    const blocks = tables.map((): Block[] => []);
    for (let round = 0; round <= this.rounds; round += 1) {
      for (const [index, table] of tables.entries()) {
        const block = await this.block(table, width, count, round);
        // The first round only warms up.
        if (round > 0) blocks[index]?.push(block);
      }
    }
    report(`1 row, ${width} conn.`, tables, blocks, goal);
  }

  async manyRows(): Promise<void> {
    const blocks = TABLES.map((): Block[] => []);
    for (let round = 0; round <= this.rounds; round += 1) {
      for (const [index, table] of TABLES.entries()) {
        const client = new pg.Client({ connectionString: this.url, application_name: WRITER });
        await client.connect();
        const cost = noCost();
        await measure(cost, this.postmaster, { count: 1, width: 1 }, () =>
          client.query(changeAll(table)),
        );
        await client.end();
        const block = { rate: ROWS / cost.seconds, waiting: 0 };
        if (round > 0) {
          blocks[index]?.push({ ...block, postgresMicros: cost.postgresMicros / ROWS });
        }
      }
    }
    report(`${ROWS} rows`, TABLES, blocks, 0);
  }

  private async block(table: Table, width: number, count: number, round: number): Promise<Block> {
    const pool = new pg.Pool({
      connectionString: this.url,
      max: width,
      application_name: WRITER,
    });
    const listener = new pg.Client({ connectionString: this.url });
    await listener.connect();
    await listener.query('LISTEN bench_notify');
    await Promise.all(Array.from({ length: width }, () => pool.query('SELECT pg_sleep(0.01)')));
    const watch = new LockWatch(this.url, WRITER);
    await watch.start();
    const cost = noCost();
    const text = changeOne(table);
    await measure(cost, this.postmaster, { count, width }, (index) =>
      pool.query({
        name: 'change',
        text,
        values: [(index % ROWS) + 1, `${round + 2}.${index}`.slice(0, 6)],
      }),
    );
    const waiting = await watch.stop();
    await Promise.all([pool.end(), listener.end()]);
    return { rate: rate(cost), postgresMicros: cost.postgresMicros / count, waiting };
  }
}

function report(
  what: string,
  tables: readonly Table[],
  blocks: readonly Block[][],
  goal: number,
): void {
  for (const [index, { name }] of tables.entries()) {
    const own = blocks[index] ?? [];
    const ratios = own.map((block, round) => block.rate / (blocks[0]?.[round]?.rate ?? 1));
    const ratio = median(ratios);
    const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    const waiting = own.reduce((sum, block) => sum + block.waiting, 0) / own.length;
    const judged =
      name === 'guard' && goal > 0
        ? `  goal ≥ ${goal} and 0 %: ${ratio >= goal && waiting === 0 ? 'met' : 'MISSED'}`
        : '';
    console.log(
      `${what.padEnd(15)} ${name.padEnd(11)} ${median(own.map((block) => block.rate))
        .toFixed(0)
        .padStart(7)} rows/s  ${ratio.toFixed(2)} (${range})  ` +
        `${median(own.map((block) => block.postgresMicros))
          .toFixed(0)
          .padStart(5)} pg µs/row  waiting for NOTIFY ${(waiting * 100).toFixed(1)} %${judged}`,
    );
  }
}
