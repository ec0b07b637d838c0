/**
 * `npm run bench -- history [versions] [repetitions]`: how long reading a long trail takes, through
 * the whole stack, and how many buffers PostgreSQL touches for it.
 */
import { DataSource } from 'typeorm';
import { AUDIT_MIGRATIONS, AuditService } from '../src/platform/audit/index.js';
import { OUTBOX_MIGRATIONS } from '../src/platform/outbox/index.js';
import { FILL_VERSIONS } from './history/fill-versions.sql.js';
import { BenchPost } from './history/post.entities.js';
import { RecordingLogger } from './history/recording-logger.js';

const VERSIONS = Number(process.argv[2] ?? 1_000_000);
const REPETITIONS = Number(process.argv[3] ?? 200);
/** Milliseconds at the 95th percentile. */
const GOAL = 50;

interface Explained {
  readonly Plan: Readonly<Record<string, number>>;
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

interface Reading {
  readonly name: string;
  readonly read: (audit: AuditService, repetition: number) => Promise<unknown>;
}

const page = { limit: 50 };
const posts = Math.floor(VERSIONS / 50);
const ordinary = (repetition: number): string => String(3 + ((repetition * 7_919) % posts));
const middle = '2026-07-02T00:00:00Z';

const READINGS: Reading[] = [
  { name: 'item: page of 50, first', read: (a) => a.for(BenchPost, 1).history(page) },
  {
    name: 'item: page of 50, deepest',
    read: (a) => a.for(BenchPost, 1).history({ ...page, after: '520' }),
  },
  {
    name: 'own and associated, first',
    read: (a) => a.for(BenchPost, 2).history({ ...page, associated: true }),
  },
  {
    name: 'own and associated, deepest',
    read: (a) => a.for(BenchPost, 2).history({ ...page, associated: true, after: '520' }),
  },
  { name: 'everything, first', read: (a) => a.versions(page) },
  { name: 'everything, deepest', read: (a) => a.versions({ ...page, after: '52' }) },
  { name: 'actor, first', read: (a, n) => a.versions({ ...page, whodunnit: `user${n % 200}` }) },
  {
    name: 'actor, deepest',
    read: (a) => a.versions({ ...page, whodunnit: 'user7', after: '9000' }),
  },
  {
    name: 'correlation of 10',
    read: (a, n) =>
      a.versions({ ...page, correlationId: `correlation-${(n * 499) % (VERSIONS / 10)}` }),
  },
  { name: 'at, ordinary item', read: (a, n) => a.for(BenchPost, ordinary(n)).at(middle) },
  { name: 'at, item of 100,000, newest', read: (a) => a.for(BenchPost, 1).at('2027-01-01') },
  { name: 'at, item of 100,000, oldest', read: (a) => a.for(BenchPost, 1).at('2026-01-02') },
  {
    name: 'entity at, ordinary item',
    read: (a, n) => a.for(BenchPost, ordinary(n)).entityAt(middle),
  },
  { name: 'set of 50 as of a time', read: (a) => a.asOf(BenchPost, middle, page) },
  { name: 'rare type, first', read: (a) => a.versions({ ...page, itemType: 'BenchRare' }) },
  {
    name: 'change of a column to a value',
    read: (a) =>
      a.versions({
        ...page,
        itemType: 'BenchPost',
        changed: [{ column: 'status', to: 'published' }],
      }),
  },
  {
    name: 'one day, half a year ago',
    read: (a) => a.versions({ ...page, since: middle, until: '2026-07-03T00:00:00Z' }),
  },
];

async function main(): Promise<void> {
  const logger = new RecordingLogger();
  const dataSource = new DataSource({
    type: 'postgres',
    url: process.env.DATABASE_URL as string,
    entities: [BenchPost],
    migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS],
    migrationsTableName: 'backstory_migrations',
    logging: ['query'],
    logger,
    extra: { options: '-c search_path=public' },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.synchronize();
  await fill(dataSource);
  console.log(
    'reading                            p50 ms   p95 ms   server ms   buffers (hit + read)',
  );
  for (const reading of READINGS) {
    await report(reading, dataSource, logger);
  }
  await dataSource.destroy();
}

async function fill(dataSource: DataSource): Promise<void> {
  const start = performance.now();
  const [{ filled }] = await dataSource.query<[{ filled: boolean }]>(
    'SELECT count(*) >= $1::bigint AS filled FROM backstory.versions',
    [VERSIONS],
  );
  if (!filled) {
    await dataSource.query(FILL_VERSIONS, [VERSIONS]);
    await dataSource.query('VACUUM ANALYZE backstory.versions');
  }
  const [size] = await dataSource.query<[{ pretty: string }]>(
    "SELECT pg_size_pretty(pg_total_relation_size('backstory.versions')) AS pretty",
  );
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(`${VERSIONS} versions, ${size.pretty} with indexes, made in ${seconds} s\n`);
}

async function report(
  { name, read }: Reading,
  dataSource: DataSource,
  logger: RecordingLogger,
): Promise<void> {
  const audit = new AuditService(dataSource);
  const times: number[] = [];
  await read(audit, 0);
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = performance.now();
    await read(audit, repetition);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  const p95 = at(0.95);
  console.log(
    [
      name.padEnd(34),
      at(0.5).toFixed(2).padStart(6),
      p95.toFixed(2).padStart(8),
      `  ${await plan(dataSource, logger)}`,
      p95 > GOAL ? `   over ${GOAL} ms` : '',
    ].join(' '),
  );
}

/** The server's own time (best of five) and the buffers of the last statement. */
async function plan(dataSource: DataSource, logger: RecordingLogger): Promise<string> {
  const { sql, parameters } = logger.last!;
  let best = Number.POSITIVE_INFINITY;
  let touched = '';
  for (let run = 0; run < 5; run += 1) {
    const [row] = await dataSource.query<[{ 'QUERY PLAN': [Explained] }]>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      parameters,
    );
    const [explained] = row['QUERY PLAN'];
    best = Math.min(best, explained['Planning Time'] + explained['Execution Time']);
    touched = `${explained.Plan['Shared Hit Blocks']} + ${explained.Plan['Shared Read Blocks']}`;
  }
  return `${best.toFixed(2).padStart(9)}   ${touched}`;
}

await main();
