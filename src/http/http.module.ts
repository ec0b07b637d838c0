import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { DocsController } from './docs/docs.controller.js';
import { OpenApiDocument } from './docs/open-api.document.js';
import { DatabaseCheck } from './health/database.check.js';
import { HealthController } from './health/health.controller.js';
import { HealthRegistry } from './health/health.registry.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { RequestValidationPipe } from './validation/request-validation.pipe.js';

/**
 * What every process answers beside its features: health, metrics, errors, its own description.
 * Global: any module may take prom-client's `Registry` to add figures of its own.
 */
@Module({})
export class HttpModule {
  static forRoot(): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      controllers: [HealthController, MetricsController, DocsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        { provide: Registry, useFactory: createRegistry },
        { provide: HealthRegistry, inject: [DataSource], useFactory: createHealthRegistry },
        OpenApiDocument,
      ],
      exports: [Registry, HealthRegistry, OpenApiDocument],
    };
  }
}

function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

function createHealthRegistry(dataSource: DataSource): HealthRegistry {
  const registry = new HealthRegistry();
  registry.register(new DatabaseCheck(dataSource));
  return registry;
}
