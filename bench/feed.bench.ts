/**
 * `npm run bench -- feed [rounds] [stall seconds] [beside|many|stalled]`: the live feed beside Nest's `@Sse()` and
 * better-sse, in alternating runs: server CPU per delivery, commit to client, memory, slow clients.
 * Backstory's figures hold everything from the outbox row on: relay, Redis, range read, filter,
 * policy. The others are handed ready strings inside their process.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { closeBench, openBench, run, type RunFigures } from './feed/run.js';
import { Writer } from './feed/writer.js';

const ROUNDS = Number(process.argv[2] ?? 3);
const STALL_SECONDS = Number(process.argv[3] ?? 90);
const STALLED = 50;
const ONLY = process.argv[4];
const { DATABASE_URL: url = '', REDIS_URL: redis } = process.env;
const PATH = '/feed/stream';
const SUBJECTS = ['backstory', 'better-sse', 'nest-sse'];
const LOADS = [
  { clients: 1, perSecond: 50, events: 250 },
  { clients: 100, perSecond: 50, events: 250 },
  { clients: 2_000, perSecond: 10, events: 60 },
];

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(1)} ms`;
const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const met = (yes: boolean): string => (yes ? 'met' : 'MISSED');

async function beside(writer: Writer): Promise<void> {
  for (const load of LOADS) {
    const all = new Map<string, RunFigures[]>(SUBJECTS.map((kind) => [kind, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of SUBJECTS) {
        const bench = await openBench(kind);
        await bench.clients.ask('connect', { port: bench.port, path: PATH, count: load.clients });
        all.get(kind)?.push(await run(bench, writer, load));
        await closeBench(bench);
      }
    }
    report(writer, load, all);
    writer.commits.length = 0;
  }
}

function report(
  writer: Writer,
  load: (typeof LOADS)[number],
  all: Map<string, RunFigures[]>,
): void {
  console.log(`\n${load.clients} subscribers x ${load.perSecond} events/s`);
  const cpu = new Map<string, number>();
  for (const [kind, runs] of all) {
    const of = (pick: (run: RunFigures) => number): number => median(runs.map(pick));
    cpu.set(
      kind,
      of((one) => one.perDelivery),
    );
    const lost = runs.reduce((sum, one) => sum + load.clients * load.events - one.deliveries, 0);
    console.log(
      `  ${kind.padEnd(11)} CPU ${of((one) => one.perDelivery)
        .toFixed(1)
        .padStart(7)} us/delivery` +
        `  p50 ${ms(of((one) => one.p50))}  p99 ${ms(of((one) => one.p99))}` +
        `  RSS ${mb(of((one) => one.rss))}  lost ${lost}`,
    );
  }
  const ratio = (kind: string): number => (cpu.get('backstory') ?? 0) / (cpu.get(kind) ?? 1);
  console.log(
    `  CPU ratio: ${ratio('nest-sse').toFixed(2)} of @Sse, ${ratio('better-sse').toFixed(2)} of better-sse`,
  );
  if (load.clients === 100) {
    const own = all.get('backstory') ?? [];
    const [p50, p99] = [median(own.map((one) => one.p50)), median(own.map((one) => one.p99))];
    console.log(`  of which the writer's own commit: p50 ${ms(median(writer.commits))}`);
    console.log(`  F3 (p50 <= 10 ms, p99 <= 50 ms): ${met(p50 <= 10 && p99 <= 50)}`);
  }
  if (load.clients === 2_000) {
    const goal = ratio('nest-sse') <= 0.4 && ratio('better-sse') <= 0.8;
    console.log(`  F4 (<= 0.40 of @Sse, <= 0.80 of better-sse): ${met(goal)}`);
  }
}

async function manyConnections(writer: Writer): Promise<void> {
  const count = 10_000;
  const bench = await openBench('backstory');
  await bench.clients.ask('connect', { port: bench.port, path: PATH, count: 50 });
  const before = await bench.server.ask<number>('settle');
  await bench.clients.ask('connect', { port: bench.port, path: PATH, count: count - 50 });
  await pause(2_000);
  const each = ((await bench.server.ask<number>('settle')) - before) / (count - 50) / 1024;
  const expected = count * 10;
  const result = await run(bench, writer, { events: 10, perSecond: 1, clients: count });
  console.log(`\n${count} connections, 10 broadcasts`);
  console.log(
    `  RSS ${each.toFixed(1)} KB each, event loop late by ${ms(result.lag)} (p99), ` +
      `CPU ${result.perDelivery.toFixed(1)} us/delivery, p50 ${ms(result.p50)}, ` +
      `p99 ${ms(result.p99)}, lost ${expected - result.deliveries}`,
  );
  console.log(`  F5 (<= 20 KB each, loop <= 50 ms): ${met(each <= 20 && result.lag <= 50)}`);
  if (redis) {
    const client = new Redis(redis);
    const list = String(await client.call('CLIENT', 'LIST', 'TYPE', 'pubsub'));
    client.disconnect();
    const subscribers = list.trim().split('\n').filter(Boolean).length;
    console.log(
      `  F7 Redis subscriptions of the server: ${subscribers}: ${met(subscribers === 1)}`,
    );
  }
  await closeBench(bench);
}

async function stalledClients(writer: Writer): Promise<void> {
  const perSecond = 500;
  const healthy = 20;
  const bench = await openBench('backstory');
  await bench.clients.ask('connect', { port: bench.port, path: PATH, count: healthy });
  const quiet = { events: perSecond * 5, perSecond, clients: healthy };
  const alone = await run(bench, writer, quiet);
  await bench.clients.ask('connect', {
    port: bench.port,
    path: PATH,
    count: STALLED,
    stalled: true,
  });
  const before = await bench.server.ask<number>('settle');
  const events = perSecond * STALL_SECONDS;
  const loaded = await run(bench, writer, { events, perSecond, clients: healthy });
  const cut = healthy + STALLED - (await bench.server.ask<number>('open'));
  const growth = (await bench.server.ask<number>('settle')) - before;
  const lost = healthy * events - loaded.deliveries;
  console.log(`\n${STALLED} stalled clients beside ${healthy} healthy, ${perSecond} events/s`);
  console.log(
    `  RSS grew by ${mb(growth)} in ${STALL_SECONDS} s; healthy p99 ${ms(alone.p99)} before, ` +
      `${ms(loaded.p99)} beside them, lost ${lost}; ${cut} stalled ones were cut`,
  );
  console.log(
    `  F6 (RSS <= 100 MB, healthy whole): ${met(growth <= 100 * 1024 ** 2 && lost <= 0)}`,
  );
  await closeBench(bench);
}

console.log(
  `load average at the start: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
const writer = await Writer.open(url, redis);
if (ONLY === undefined || ONLY === 'beside') await beside(writer);
if (ONLY === undefined || ONLY === 'many') await manyConnections(writer);
if (ONLY === undefined || ONLY === 'stalled') await stalledClients(writer);
console.log(
  `\nload average at the end: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
await writer.close();
