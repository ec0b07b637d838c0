import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';

/** The configurable base of `CorrelationModule` and the token of its options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CorrelationModuleOptions>({ moduleName: 'Correlation' })
    .setClassMethodName('forRoot')
    .setExtras({}, (definition) => ({ ...definition, global: true }))
    .build();
