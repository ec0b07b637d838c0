import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { SyncModuleOptions } from './interfaces/sync-module-options.interface.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: SYNC_OPTIONS } =
  new ConfigurableModuleBuilder<SyncModuleOptions>({ moduleName: 'Sync' })
    .setClassMethodName('forRoot')
    .setExtras({}, (definition) => ({ ...definition, global: true }))
    .build();
