import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DeliveriesModuleOptions } from './interfaces/deliveries-module-options.interface.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: DELIVERIES_OPTIONS } =
  new ConfigurableModuleBuilder<DeliveriesModuleOptions>({ moduleName: 'Deliveries' })
    .setClassMethodName('forRoot')
    .setExtras({}, (definition) => ({ ...definition, global: true }))
    .build();
