import { nodeCpu, postgresCpu } from './cpu.js';

/** What a block of equal operations cost. */
export interface Cost {
  operations: number;
  seconds: number;
  nodeMicros: number;
  postgresMicros: number;
}

export const noCost = (): Cost => ({ operations: 0, seconds: 0, nodeMicros: 0, postgresMicros: 0 });

/** Runs `count` operations, `width` at a time, and adds what they cost to `cost`. */
export async function measure(
  cost: Cost,
  postmaster: number,
  { count, width }: { count: number; width: number },
  operation: (index: number) => Promise<unknown>,
): Promise<void> {
  const cpu = nodeCpu();
  const server = postgresCpu(postmaster);
  const start = process.hrtime.bigint();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      await operation(index);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  cost.seconds += Number(process.hrtime.bigint() - start) / 1e9;
  cost.nodeMicros += nodeCpu() - cpu;
  cost.postgresMicros += postgresCpu(postmaster) - server;
  cost.operations += count;
}

export const rate = ({ operations, seconds }: Cost): number => operations / seconds;

/** The middle of several figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
