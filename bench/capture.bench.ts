/**
 * `npm run bench -- capture [rounds] [write|follow]`: what it costs another program that its changes
 * are captured, and how soon the application has followed them. Blocks alternate; ratios are medians
 * over the rounds against the same write on a table without triggers, with their range.
 */
import 'reflect-metadata';
import { Application } from './capture/application.js';
import { Following } from './capture/following.js';
import { measureLatency } from './capture/latency.js';
import { createTables, execute, fillInvoices, TABLES } from './capture/tables.js';
import { WriteCost } from './capture/write-cost.js';
import { createDatabase } from './inbox/create-database.js';

const ROUNDS = Number(process.argv[2] ?? 5);
const ONLY = process.argv[3];
const GOAL = 0.6;

async function writing(): Promise<void> {
  const url = await createDatabase('bench_capture_write');
  await createTables(url);
  const [row] = await execute<{ pid: number }>(
    url,
    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer AS pid",
  );
  const cost = new WriteCost(url, row?.pid ?? 0, ROUNDS);
  console.log(`what a change costs its writer, ${ROUNDS} rounds, durable commits\n`);
  await cost.singleRows(1, 400, 0);
  await cost.singleRows(16, 3_200, GOAL);
  await cost.manyRows();
  const application = await Application.start(url);
  console.log('\nthe same while an application follows the changes on this machine\n');
  const besides = TABLES.filter(({ table }) => table !== 'bench_notify');
  await cost.singleRows(16, 3_200, 0, besides);
  await application.stop();
}

async function following(): Promise<void> {
  const url = await createDatabase('bench_capture_follow');
  await execute(url, fillInvoices(1_000, 100));
  await execute(url, 'VACUUM ANALYZE');
  const application = await Application.start(url);
  console.log('\nhow the application follows\n');
  try {
    await measureLatency(url, application);
    const changes = new Following(url, application);
    await changes.oneStatement(10_000, 100);
    await changes.oneStatement(100_000, 100);
    await changes.manyTransactions(10_000);
  } finally {
    await application.stop();
  }
}

if (ONLY !== 'follow') await writing();
if (ONLY !== 'write') await following();
