import type { MetricsPort } from './interfaces/metrics-port.interface.js';

/** Takes every figure and keeps none; what a module uses when the application gives no port. @publicApi */
export const NO_METRICS: MetricsPort = {
  counter: () => ({ add: () => undefined }),
  histogram: () => ({ observe: () => undefined }),
  gauge: () => undefined,
};
