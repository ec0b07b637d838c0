import { Module, type DynamicModule } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { HealthController } from './health/health.controller.js';

/** What every process answers beside its features: health, later metrics and the console. */
@Module({})
export class HttpModule {
  static forRoot(_env: Env): DynamicModule {
    return { module: HttpModule, controllers: [HealthController] };
  }
}
