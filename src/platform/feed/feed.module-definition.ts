import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { FeedModuleOptions } from './interfaces/feed-module-options.interface.js';

export const {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN: FEED_MODULE_OPTIONS,
  OPTIONS_TYPE,
  ASYNC_OPTIONS_TYPE,
} = new ConfigurableModuleBuilder<FeedModuleOptions>({ moduleName: 'Feed' })
  .setClassMethodName('forRoot')
  .build();

/** Injection token of the options with every default filled in. */
export const FEED_SETTINGS = Symbol('backstory:feed:settings');
