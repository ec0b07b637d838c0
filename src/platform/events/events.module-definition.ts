import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { EventsModuleOptions } from './interfaces/events-module-options.interface.js';

/** The configurable base of `EventsModule` and the token of its options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: EVENTS_MODULE_OPTIONS } =
  new ConfigurableModuleBuilder<EventsModuleOptions>({ moduleName: 'Events' })
    .setClassMethodName('forRoot')
    .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({
      ...definition,
      global: isGlobal,
    }))
    .build();
