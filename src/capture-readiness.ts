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
 *
 * A probe waits for the first examination only; later it is told the last one, which the next is
 * going to replace.
 */
@Injectable()
export class CaptureReadiness implements HealthCheck, OnModuleInit {
  readonly name = 'capture';
  private last?: CaptureReport;
  private examinedAt = -Infinity;
  private examining?: Promise<void>;

  constructor(
    private readonly doctor: CaptureDoctor,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register(this);
  }

  async check(): Promise<void> {
    const { findings } = await this.report();
    const unrecorded = findings.filter((finding) => finding.unrecorded);
    if (unrecorded.length > 0) {
      throw new UnhealthyError(
        `Changes pass unrecorded (${unrecorded.length} fault(s)). Run "backstory capture doctor".`,
      );
    }
  }

  private async report(): Promise<CaptureReport> {
    if (Date.now() - this.examinedAt > FRESH) {
      this.examining ??= this.examine().finally(() => (this.examining = undefined));
    }
    if (this.last === undefined) await this.examining;
    else this.examining?.catch(() => undefined);
    return this.last as CaptureReport;
  }

  /** What cannot be examined is not known: the next probe waits for an answer again. */
  private async examine(): Promise<void> {
    try {
      this.last = await this.doctor.examine();
      this.examinedAt = Date.now();
    } catch (error) {
      this.last = undefined;
      throw error;
    }
  }
}
