/**
 * `npm run bench -- events [rounds]`: what recording an event costs beside a plain INSERT, and a
 * throttled one beside looking for a recent event first, in alternating blocks of the same run; then
 * how exact both are.
 */
import { runInNewContext } from '../src/platform/correlation/index.js';
import { CommitBell, EventRecorder } from '../src/platform/events/index.js';
import { measure, median, noCost, rate } from './audit/measure.js';
import { createDatabase } from './events/create-database.js';
import { benchEvents } from './events/event-definitions.js';
import { exactness } from './events/exactness.js';
import { SeedRecorder } from './events/seed-recorder.js';

const ROUNDS = Number(process.argv[2] ?? 7);
const WIDTHS = [
  { width: 1, count: 300 },
  { width: 16, count: 2_000 },
  { width: 50, count: 3_000 },
];
const EXTRA = { excerpt: 'x'.repeat(80) };
const HOT = 20;

interface Subject {
  readonly name: string;
  readonly run: (index: number) => Promise<unknown>;
}

async function main(): Promise<void> {
  const dataSource = await createDatabase('bench_events', 50);
  const events = new EventRecorder(benchEvents, new CommitBell(dataSource, () => undefined));
  const seed = new SeedRecorder(dataSource);
  await seed.createTable();
  const [{ pid }] = await dataSource.query<[{ pid: number }]>(
    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer AS pid",
  );
  let fresh = 0;
  const { manager } = dataSource;
  const groups: Record<string, Subject[]> = {
    'a new event': [
      {
        name: 'plain INSERT, no outbox',
        run: (index) => seed.insert(manager, String(index), 'commented', EXTRA),
      },
      {
        name: 'INSERT of event and outbox row',
        run: (index) => seed.insertBoth(String(index), 'commented', EXTRA),
      },
      {
        name: 'recordEvent with its outbox row',
        run: (index) =>
          events.recordEvent(manager, index, 'commented', { record: '7', extra: EXTRA }),
      },
    ],
    'a throttled action, first time': [
      {
        name: 'read, then write',
        run: () =>
          dataSource.transaction((own) => seed.record(own, `fresh ${(fresh += 1)}`, 'viewed')),
      },
      {
        name: 'recordEvent',
        run: () => events.recordEvent(manager, `fresh ${(fresh += 1)}`, 'viewed'),
      },
    ],
    [`a throttled action, again and again at ${HOT} places`]: [
      {
        name: 'read, then write',
        run: (index) =>
          dataSource.transaction((own) => seed.record(own, `hot ${index % HOT}`, 'viewed')),
      },
      {
        name: 'recordEvent',
        run: (index) => events.recordEvent(manager, `hot ${index % HOT}`, 'viewed'),
      },
    ],
  };
  console.log(`${ROUNDS} rounds, blocks alternate; ratio to the first of each group\n`);
  for (const [group, subjects] of Object.entries(groups)) {
    console.log(`${group.padEnd(52)} conns    ops/s   ratio (range)        node µs   pg µs`);
    for (const width of WIDTHS) {
      await compare(subjects, width, pid);
    }
    console.log();
  }
  console.log('50 callers at 60 keys at once, five of them rolling back:');
  for (const isolation of ['READ COMMITTED', 'REPEATABLE READ'] as const) {
    const kept = await exactness(dataSource, 'plain_events', isolation, (own, key) =>
      seed.record(own, key, 'viewed'),
    );
    console.log(`  ${isolation.padEnd(16)} read, then write  ${kept}`);
    const exact = await exactness(dataSource, 'bench_events', isolation, (own, key) =>
      events.recordEvent(own, key, 'viewed'),
    );
    console.log(`  ${isolation.padEnd(16)} recordEvent       ${exact}`);
  }
  await dataSource.destroy();
}

async function compare(
  subjects: readonly Subject[],
  size: { readonly width: number; readonly count: number },
  pid: number,
): Promise<void> {
  const costs = subjects.map(() => [] as ReturnType<typeof noCost>[]);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { run }] of subjects.entries()) {
      globalThis.gc?.();
      const cost = noCost();
      await runInNewContext({ actor: { id: 'alice', type: 'user' } }, () =>
        measure(cost, pid, size, run),
      );
      // The first round only warms up.
      if (round > 0) costs[index]?.push(cost);
    }
  }
  for (const [index, { name }] of subjects.entries()) {
    const rates = costs[index]!.map(rate);
    const ratios = rates.map((value, round) => value / rate(costs[0]![round]!));
    const perOperation = (key: 'nodeMicros' | 'postgresMicros') =>
      median(costs[index]!.map((cost) => cost[key] / cost.operations)).toFixed(0);
    console.log(
      [
        `  ${name}`.padEnd(52),
        String(size.width).padStart(5),
        median(rates).toFixed(0).padStart(8),
        median(ratios).toFixed(2).padStart(7),
        `(${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)})`.padEnd(14),
        perOperation('nodeMicros').padStart(9),
        perOperation('postgresMicros').padStart(7),
      ].join(' '),
    );
  }
}

await main();
