/** Label values of one sample. @publicApi */
export type MetricLabels = Readonly<Record<string, string>>;

/** A number that only grows. @publicApi */
export interface MetricCounter {
  add(value?: number, labels?: MetricLabels): void;
}

/** A distribution in fixed buckets. @publicApi */
export interface MetricHistogram {
  observe(value: number, labels?: MetricLabels): void;
}

/**
 * Where a platform module reports its figures; the application maps it onto its own registry
 * (prom-client, OpenTelemetry), so that the platform never touches a global one.
 * @publicApi
 */
export interface MetricsPort {
  counter(name: string, help: string, labels?: readonly string[]): MetricCounter;
  histogram(name: string, help: string, buckets: readonly number[]): MetricHistogram;
  /** Registers a value that is read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}
