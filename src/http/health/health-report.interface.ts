export interface CheckResult {
  readonly status: 'up' | 'down';
  readonly reason?: string;
}

/** What `/health/ready` answers. */
export interface HealthReport {
  readonly status: 'ready' | 'unready' | 'draining';
  readonly checks: Readonly<Record<string, CheckResult>>;
}
