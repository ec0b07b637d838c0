import { Injectable, Logger } from '@nestjs/common';
import type { HealthCheck } from './health-check.interface.js';
import type { CheckResult, HealthReport } from './health-report.interface.js';
import { UnhealthyError } from './health.errors.js';

/** Milliseconds a check may take; a hanging dependency is a failing one. */
const PATIENCE = 2_000;

/** Everything that `/health/ready` asks; a module adds its own check here. */
@Injectable()
export class HealthRegistry {
  private readonly checks: HealthCheck[] = [];
  private readonly logger = new Logger('Health');
  private draining = false;

  register(check: HealthCheck): void {
    this.checks.push(check);
  }

  /** From now on the process takes no new work: it is about to stop. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      this.checks.map(async (check) => [check.name, await this.run(check)] as const),
    );
    const ready = !this.draining && results.every(([, result]) => result.status === 'up');
    const reason = this.draining ? 'draining' : 'unready';
    return { status: ready ? 'ready' : reason, checks: Object.fromEntries(results) };
  }

  private async run(check: HealthCheck): Promise<CheckResult> {
    try {
      await withinPatience(check);
      return { status: 'up' };
    } catch (error) {
      this.logger.warn(`${check.name} is down: ${(error as Error).message}`);
      const known = error instanceof UnhealthyError;
      return { status: 'down', reason: known ? error.message : 'It cannot be reached.' };
    }
  }
}

async function withinPatience(check: HealthCheck): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new UnhealthyError('It does not answer in time.')), PATIENCE);
  });
  try {
    await Promise.race([check.check(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
