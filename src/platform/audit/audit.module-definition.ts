import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { AuditModuleOptions } from './interfaces/audit-module-options.interface.js';

/** The configurable base of `AuditModule` and the token of its options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<AuditModuleOptions>({ moduleName: 'Audit' })
    .setClassMethodName('forRoot')
    .setExtras({}, (definition) => ({ ...definition, global: true }))
    .build();
