import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { IdentityModuleOptions } from './interfaces/identity-module-options.interface.js';

export const {
  ConfigurableModuleClass: ConfigurableIdentityModule,
  MODULE_OPTIONS_TOKEN: IDENTITY_MODULE_OPTIONS,
} = new ConfigurableModuleBuilder<IdentityModuleOptions>({ moduleName: 'Identity' })
  .setClassMethodName('forRoot')
  .build();
