import { stopSignal } from '../stop-signal.js';
import { ProgressBar } from './progress-bar.js';

/** Where long work says how far it is, and hears that it shall stop. */
export interface ProgressReport {
  readonly signal: AbortSignal;
  show(done: number, total: number, yielded: string): void;
}

/** Runs `work` with a progress bar whose total is known only when it has begun. */
export async function withProgress<T>(
  unit: string,
  work: (report: ProgressReport) => Promise<T>,
): Promise<T> {
  const stop = stopSignal();
  let bar: ProgressBar | undefined;
  try {
    return await work({
      signal: stop.signal,
      show(done, total, yielded) {
        bar ??= new ProgressBar(process.stderr, { unit, total });
        bar.show(done, yielded);
      },
    });
  } finally {
    bar?.end();
    stop.dispose();
  }
}
