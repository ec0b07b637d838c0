import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a server process has used since the last `reset`. */
export interface ServerFigures {
  /** Microseconds of CPU, user and system. */
  readonly cpu: number;
  readonly rss: number;
  /** Milliseconds that the event loop was late at the 99th percentile. */
  readonly lag: number;
}

const RESOLUTION = 2;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();
let start = process.cpuUsage();

/** Handlers that every benchmarked server has. */
export const figures = {
  reset: (): void => {
    globalThis.gc?.();
    delay.reset();
    start = process.cpuUsage();
  },
  figures: (): ServerFigures => {
    const used = process.cpuUsage(start);
    const lag = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION);
    return { cpu: used.user + used.system, rss: process.memoryUsage.rss(), lag };
  },
  settle: (): number => {
    globalThis.gc?.();
    return process.memoryUsage.rss();
  },
};
