import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { HealthCheck } from './http/health/health-check.interface.js';
import { UnhealthyError } from './http/health/health.errors.js';
import { HealthRegistry } from './http/health/health.registry.js';
import { CaptureDoctor, type CaptureReport } from './platform/capture/index.js';

/** Milliseconds that an examination counts; probes come every few seconds, from several sides. */
const FRESH = 10_000;

/**
 * A process is not ready while changes pass unrecorded. What else the doctor finds shows at
 * `/capture/health` only: during a deployment the triggers of two releases differ for a while.
 */
@Injectable()
export class CaptureReadiness implements HealthCheck, OnModuleInit {
  readonly name = 'capture';
  private last?: { readonly at: number; readonly report: Promise<CaptureReport> };

  constructor(
    private readonly doctor: CaptureDoctor,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register(this);
  }

  async check(): Promise<void> {
    const { findings } = await this.examine();
    const unrecorded = findings.filter((finding) => finding.unrecorded);
    if (unrecorded.length > 0) {
      throw new UnhealthyError(
        `Changes pass unrecorded (${unrecorded.length} fault(s)). Run "backstory capture doctor".`,
      );
    }
  }

  private examine(): Promise<CaptureReport> {
    if (this.last === undefined || Date.now() - this.last.at > FRESH) {
      const report = this.doctor.examine();
      this.last = { at: Date.now(), report };
      report.catch(() => (this.last = undefined));
    }
    return this.last.report;
  }
}
