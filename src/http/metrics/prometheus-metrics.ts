import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { MetricsPort } from '../../platform/outbox/index.js';

/** The platform's metrics port on a prom-client registry. */
export function prometheusMetrics(registry: Registry): MetricsPort {
  const registers = [registry];
  return {
    counter(name, help, labels = []) {
      const counter = new Counter({ name, help, labelNames: [...labels], registers });
      return { add: (value = 1, given = {}) => counter.inc(given, value) };
    },
    histogram(name, help, buckets) {
      const histogram = new Histogram({ name, help, buckets: [...buckets], registers });
      return { observe: (value, given = {}) => histogram.observe(given, value) };
    },
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers,
        // A figure that cannot be read now leaves the others readable.
        collect: async () => {
          try {
            gauge.set(await read());
          } catch {
            gauge.set(Number.NaN);
          }
        },
      });
    },
  };
}
