/**
 * `npm run bench -- inbox [deliveries] [rounds]`: deliveries per second whose effect is committed, on
 * Redis and without it, beside BullMQ's own no-op jobs and graphile-worker, in alternating rounds of
 * one run; then the time from a commit to its handler, idle; then what expansion costs the relay.
 */
import 'reflect-metadata';
import { loadavg } from 'node:os';
import { backstory } from './inbox/backstory.subject.js';
import { rawBullmq } from './inbox/bullmq.subject.js';
import { expansionCost } from './inbox/expansion-cost.js';
import { graphile } from './inbox/graphile.subject.js';
import type { Subject } from './inbox/subject.interface.js';

const COUNT = Number(process.argv[2] ?? 3_000);
const ROUNDS = Number(process.argv[3] ?? 3);
const SINGLES = 100;

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
const met = (yes: boolean): string => (yes ? 'met' : 'MISSED');

async function main(): Promise<void> {
  const redis = process.env.REDIS_URL;
  const subjects: Subject[] = [
    ...(redis ? [await backstory(redis)] : []),
    await backstory(undefined),
    ...(redis ? [rawBullmq(redis)] : []),
    await graphile(),
  ];
  console.log(`load ${loadavg()[0]!.toFixed(1)} before; ${COUNT} deliveries, ${ROUNDS} rounds`);
  const rates = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  let next = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of subjects) {
      const seconds = await subject.work(next, COUNT);
      rates.get(subject.name)!.push(COUNT / seconds);
      next += COUNT;
    }
  }
  for (const [name, all] of rates) {
    console.log(`  ${name.padEnd(30)} ${at(all, 0.5).toFixed(0).padStart(6)}/s`);
  }
  for (const subject of subjects) {
    const took = await subject.latency?.(next, SINGLES);
    next += SINGLES;
    if (!took) continue;
    const [p50, p99] = [at(took, 0.5), at(took, 0.99)];
    console.log(
      `  ${subject.name.padEnd(30)} commit to handler, idle: p50 ${p50.toFixed(1)} ms, ` +
        `p99 ${p99.toFixed(1)} ms; p50 < 20 ms ${met(p50 < 20)}`,
    );
  }
  await Promise.all(subjects.map((subject) => subject.close()));
  const own = rates.get('Backstory, redis');
  if (own) console.log(`  1,000 deliveries/s on Redis: ${met(at(own, 0.5) >= 1_000)}`);
  await expansionCost();
  console.log(`load ${loadavg()[0]!.toFixed(1)} after`);
}

await main();
