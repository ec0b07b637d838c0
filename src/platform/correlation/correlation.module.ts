import { Inject, Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { CorrelationSources } from './correlation-sources.js';
import { CorrelationTraceService } from './correlation-trace.service.js';
import { correlationMiddleware } from './correlation.middleware.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './correlation.module-definition.js';
import { CorrelationsController } from './correlations.controller.js';
import type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';

/**
 * Gives every request a correlation that everything it causes shares.
 * @example
 * ```ts
 * imports: [CorrelationModule.forRoot({ trustedPeers: ['10.0.0.0/8'] })]
 * ```
 * @publicApi
 */
@Module({
  controllers: [CorrelationsController],
  providers: [CorrelationSources, CorrelationTraceService],
  exports: [CorrelationSources, CorrelationTraceService],
})
export class CorrelationModule extends ConfigurableModuleClass implements NestModule {
  constructor(@Inject(MODULE_OPTIONS_TOKEN) private readonly options: CorrelationModuleOptions) {
    super();
  }

  configure(consumer: MiddlewareConsumer): void {
    if (this.options.mountMiddleware !== false) {
      consumer.apply(correlationMiddleware(this.options)).forRoutes('{*path}');
    }
  }
}
