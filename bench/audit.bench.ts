/**
 * `npm run bench -- audit [rounds] [operation]`: what an audited write costs beside the same write unaudited, in
 * alternating blocks of the same run. Ratios are medians over the rounds, with their range.
 */
import pg from 'pg';
import { runInNewContext } from '../src/platform/correlation/index.js';
import { median, measure, noCost, rate, type Cost } from './audit/measure.js';
import { PlainSql } from './audit/plain-sql.js';
import { createSubjects, type Note, type Subject } from './audit/subjects.js';

const ROUNDS = Number(process.argv[2] ?? 7);
/** Part of the names of the operations to run, for a closer look at some. */
const ONLY = process.argv[3] ?? '';
const BODY = 'x'.repeat(190);
const ALICE = { actor: { id: 'alice', type: 'user' } };
const note = (index: number): Partial<Note> => ({ title: `note ${index}`, body: BODY });

interface Operation {
  readonly name: string;
  readonly width: number;
  readonly count: number;
  readonly goal: number;
  /** Makes what the block works on, outside the clock. */
  prepare(subject: Subject): Promise<Note[]>;
  run(subject: Subject, rows: Note[], index: number): Promise<unknown>;
}

const repository = ({ dataSource, entity }: Subject) => dataSource.getRepository(entity);
const some = (count: number) => (subject: Subject) =>
  repository(subject).save(Array.from({ length: count }, (_, index) => note(index)));
const none = (): Promise<Note[]> => Promise.resolve([]);

const OPERATIONS: Operation[] = [1, 16].flatMap((width) => {
  const count = width === 1 ? 200 : 800;
  const goal = width === 1 ? 0.7 : 0;
  return [
    {
      name: 'create',
      width,
      count,
      goal,
      prepare: none,
      run: (s, _, i) => repository(s).save(note(i)),
    },
    {
      name: 'update',
      width,
      count,
      goal,
      prepare: some(count),
      run: (s, rows, i) =>
        repository(s).save(Object.assign(rows[i] as Note, { title: `new ${i}` })),
    },
    {
      name: 'destroy',
      width,
      count,
      goal,
      prepare: some(count),
      run: (s, rows, i) => repository(s).remove(rows[i] as Note),
    },
  ];
});
OPERATIONS.push({
  name: 'save of 1,000',
  width: 1,
  count: 3,
  goal: 0.6,
  prepare: none,
  run: (s) => repository(s).save(Array.from({ length: 1_000 }, (_, index) => note(index))),
});

async function main(): Promise<void> {
  const url = await createDatabase(process.env.DATABASE_URL as string);
  const subjects = await createSubjects(url, 16);
  const [{ pid }] = await (subjects[0] as Subject).dataSource.query<[{ pid: number }]>(
    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer AS pid",
  );
  console.log(`${ROUNDS} rounds, blocks alternate; ratio = ops/s against unaudited\n`);
  console.log(
    'operation      conns  subject     ops/s   ratio (range)        goal  node µs  pg µs',
  );
  for (const operation of OPERATIONS.filter(({ name }) => name.includes(ONLY))) {
    report(operation, subjects, await compare(operation, subjects, pid));
  }
  if (ONLY === '') {
    await comparePlainSql(url, subjects, pid);
  }
  await Promise.all(subjects.map(({ dataSource }) => dataSource.destroy()));
}

/** A database of its own: the application's triggers would be in the way of the unguarded subject. */
async function createDatabase(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query('DROP DATABASE IF EXISTS bench_audit');
  await client.query('CREATE DATABASE bench_audit');
  await client.end();
  const url = new URL(server);
  url.pathname = '/bench_audit';
  return url.href;
}

async function compare(operation: Operation, subjects: Subject[], pid: number): Promise<Cost[][]> {
  const costs = subjects.map((): Cost[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const rows = await operation.prepare(subject);
      globalThis.gc?.();
      const cost = noCost();
      await runInNewContext(ALICE, () =>
        measure(cost, pid, operation, (i) => operation.run(subject, rows, i)),
      );
      // The first round only warms up.
      if (round > 0) {
        costs[index]?.push(cost);
      }
    }
  }
  return costs;
}

function report({ name, width, goal }: Operation, subjects: Subject[], costs: Cost[][]): void {
  const [plain] = costs;
  for (const [index, subject] of subjects.entries()) {
    const own = costs[index] as Cost[];
    const ratios = own.map((cost, round) => rate(cost) / rate(plain?.[round] as Cost));
    const per = (pick: (cost: Cost) => number): string =>
      median(own.map((cost) => pick(cost) / cost.operations)).toFixed(0);
    console.log(
      [
        name.padEnd(14),
        String(width).padStart(5),
        ` ${subject.name.padEnd(10)}`,
        median(own.map(rate)).toFixed(0).padStart(6),
        ` ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`.padEnd(
          20,
        ),
        (index === 0 || goal === 0 ? '' : `≥ ${goal}`).padStart(5),
        per((cost) => cost.nodeMicros).padStart(8),
        per((cost) => cost.postgresMicros).padStart(6),
      ].join(' '),
    );
  }
}

/** At 16 connections the server is the limit: how near does the audited save come to bare SQL? */
async function comparePlainSql(url: string, subjects: Subject[], pid: number): Promise<void> {
  const [plain, guarded] = subjects as [Subject, Subject];
  const bare = new PlainSql(url, 16, false);
  const versioned = new PlainSql(url, 16, true);
  const bareRatios: number[] = [];
  const savedRatios: number[] = [];
  const size = { count: 800, width: 16 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ids = await some(size.count)(plain);
    const guardedRows = await some(size.count)(guarded);
    const plainRows = await some(size.count)(plain);
    const [one, two, three, four] = [noCost(), noCost(), noCost(), noCost()];
    await measure(one, pid, size, (i) => bare.update((ids[i] as Note).id, 'new'));
    await measure(two, pid, size, (i) => versioned.update((ids[i] as Note).id, 'newer'));
    await measure(three, pid, size, (i) =>
      repository(plain).save(Object.assign(plainRows[i] as Note, { title: 'new' })),
    );
    await runInNewContext(ALICE, () =>
      measure(four, pid, size, (i) =>
        repository(guarded).save(Object.assign(guardedRows[i] as Note, { title: 'new' })),
      ),
    );
    if (round > 0) {
      bareRatios.push(rate(two) / rate(one));
      savedRatios.push(rate(four) / rate(three));
    }
  }
  await Promise.all([bare.close(), versioned.close()]);
  const [sql, saved] = [median(bareRatios), median(savedRatios)];
  console.log(
    `\nupdate at 16 connections: plain SQL with a version row keeps ${sql.toFixed(2)} of plain SQL,` +
      ` save() with the guard keeps ${saved.toFixed(2)} of save(): ${(saved / sql).toFixed(2)} of it (goal ≥ 0.9)`,
  );
}

await main();
