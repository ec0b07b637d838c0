/**
 * `npm run bench -- sync [edits] [singles]`: edits on both of two whole deployments until both have all
 * of them, by step; then the time from a commit on one side to the row on the other, with an exchange
 * begun at once. The Ruby gem beside it: 71 to 94 messages a second on a machine like ours.
 */
import 'reflect-metadata';
import { loadavg } from 'node:os';
import { startDeployments, type Deployment } from './sync/deployments.js';

const EDITS = Number(process.argv[2] ?? 10_000);
const SINGLES = Number(process.argv[3] ?? 50);

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1_000;
}

function report(what: string, count: number, took: number): void {
  console.log(
    `  ${what.padEnd(40)} ${took.toFixed(1).padStart(7)} s ${(count / took).toFixed(0).padStart(7)}/s`,
  );
}

const megabytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1_048_576;
};

const told = (values: readonly number[]): string =>
  `p50 ${(at(values, 0.5) * 1_000).toFixed(0)} ms, p99 ${(at(values, 0.99) * 1_000).toFixed(0)} ms`;

async function main(): Promise<void> {
  const deployments = await startDeployments();
  const { central, facade } = deployments;
  const both: readonly Deployment[] = [central, facade];
  console.log(`load ${loadavg()[0]!.toFixed(1)} before; ${EDITS} posts made on each side`);
  const before = megabytes();
  const wrote = await seconds(() => Promise.all(both.map((one) => one.write(EDITS))));
  report('written, with their versions', 2 * EDITS, wrote);
  const published = await seconds(() => Promise.all(both.map((one) => one.published())));
  report('then all of them messages', 2 * EDITS, published);
  const pushed = await seconds(() => central.push());
  report('pushed, applied and acknowledged', EDITS, pushed);
  const pulled = await seconds(() => central.pull());
  report('pulled and applied', EDITS, pulled);
  report('end to end', 2 * EDITS, published + pushed + pulled);
  console.log(`  memory ${before.toFixed(0)} MB before, ${megabytes().toFixed(0)} MB after`);
  const [one, other] = await Promise.all(both.map((side) => side.fingerprint()));
  console.log(`  differences: ${one === other ? 'none' : 'SOME'}`);

  const idle: number[] = [];
  for (let turn = 0; turn < SINGLES; turn += 1)
    idle.push(await seconds(() => central.communicate()));
  const single: number[] = [];
  for (let turn = 0; turn < SINGLES; turn += 1) {
    single.push(
      await seconds(async () => {
        await central.write(1);
        await central.published();
        await central.push();
      }),
    );
  }
  console.log(`  an exchange of nothing: ${told(idle)} (the gem: 23 ms)`);
  console.log(`  one edit, from its commit to the other side: ${told(single)}`);
  console.log(`load ${loadavg()[0]!.toFixed(1)} after`);
  await deployments.close();
}

await main();
