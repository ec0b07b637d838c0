/**
 * `npm run bench -- depth [events] [repetitions]`: how long a page of an issue-sized feed takes at the
 * front and at the very end, through the whole stack, how many buffers PostgreSQL touches for it, and
 * how fast a backfill walks all of it.
 */
import type { DataSource } from 'typeorm';
import { Backfills, EventReader } from '../src/platform/events/index.js';
import { createDatabase } from './events/create-database.js';
import { benchEvents } from './events/event-definitions.js';
import { FILL_EVENTS } from './events/fill-events.sql.js';
import { RecordingLogger } from './history/recording-logger.js';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const REPETITIONS = Number(process.argv[3] ?? 500);
/** Events per second. */
const SCAN_GOAL = 20_000;
const PAGE = 30;
const GOAL = { milliseconds: 2, buffers: 10 };
/** A buffer for each event and one more, and four of the index (docs/adr/0168). */
const SCATTERED = { ...GOAL, buffers: PAGE + 1 + 4 };

interface Explained {
  readonly Plan: Readonly<Record<string, number>>;
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

async function main(): Promise<void> {
  const logger = new RecordingLogger();
  const dataSource = await createDatabase('bench_depth', 4, logger);
  const start = performance.now();
  await dataSource.query(FILL_EVENTS, [EVENTS]);
  await dataSource.query('VACUUM ANALYZE bench_events');
  const [{ size }] = await dataSource.query<[{ size: string }]>(
    "SELECT pg_size_pretty(pg_total_relation_size('bench_events')) AS size",
  );
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(
    `${EVENTS} events, half of one aggregate, ${size} with indexes, made in ${seconds} s\n`,
  );
  console.log('page of 30               p50 ms   p95 ms   server ms   buffers');
  const reader = new EventReader(benchEvents, dataSource);
  const pages = [
    ['first', undefined],
    ['in the middle', await cursorAt(dataSource, Math.floor(EVENTS / 4))],
    ['deepest', await cursorAt(dataSource, Math.floor(EVENTS / 2) - 31)],
  ] as const;
  for (const [name, before] of pages) {
    await report(name, dataSource, logger, () =>
      reader.feed('1', { limit: PAGE, ...(before && { before }) }),
    );
  }
  // Its events lie apart, one to a page of the table.
  const scattered = () => reader.feed('1x', { limit: PAGE });
  await report('scattered, first', dataSource, logger, scattered, SCATTERED);
  await scan(dataSource);
  await dataSource.destroy();
}

/** A backfill that does nothing but read, and note how far it is. */
async function scan(dataSource: DataSource): Promise<void> {
  const start = performance.now();
  const { processed } = await new Backfills(dataSource).run({
    name: 'bench',
    events: benchEvents,
    batchSize: 2_000,
    handle: () => Promise.resolve(),
  });
  const rate = (processed / (performance.now() - start)) * 1_000;
  console.log(
    `\nbackfill of ${processed} events: ${rate.toFixed(0)} events/s${rate < SCAN_GOAL ? `   under ${SCAN_GOAL}` : ''}`,
  );
}

/** The cursor behind the newest `depth` events of the large aggregate. */
async function cursorAt(dataSource: DataSource, depth: number): Promise<string> {
  const [row] = await dataSource.query<[{ place: string }]>(
    `SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || id AS place
     FROM bench_events WHERE bench_id = '1' ORDER BY occurred_at DESC, id DESC OFFSET $1 LIMIT 1`,
    [depth],
  );
  return Buffer.from(row.place).toString('base64url');
}

async function report(
  name: string,
  dataSource: DataSource,
  logger: RecordingLogger,
  read: () => Promise<unknown>,
  goal = GOAL,
): Promise<void> {
  const times: number[] = [];
  for (let repetition = -50; repetition < REPETITIONS; repetition += 1) {
    const start = performance.now();
    await read();
    if (repetition >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  const { milliseconds, buffers } = await plan(dataSource, logger);
  const missed = at(0.95) > goal.milliseconds || buffers > goal.buffers;
  console.log(
    [
      name.padEnd(22),
      at(0.5).toFixed(2).padStart(8),
      at(0.95).toFixed(2).padStart(8),
      milliseconds.toFixed(2).padStart(11),
      String(buffers).padStart(9),
      missed ? `   over ${goal.milliseconds} ms or ${goal.buffers} buffers` : '',
    ].join(' '),
  );
}

/** The server's own time (best of five) and the buffers of the last statement. */
async function plan(dataSource: DataSource, logger: RecordingLogger) {
  const { sql, parameters } = logger.last!;
  let milliseconds = Number.POSITIVE_INFINITY;
  let buffers = 0;
  for (let run = 0; run < 5; run += 1) {
    const [row] = await dataSource.query<[{ 'QUERY PLAN': [Explained] }]>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      parameters,
    );
    const [explained] = row['QUERY PLAN'];
    milliseconds = Math.min(milliseconds, explained['Planning Time'] + explained['Execution Time']);
    buffers = explained.Plan['Shared Hit Blocks']! + explained.Plan['Shared Read Blocks']!;
  }
  return { milliseconds, buffers };
}

await main();
