import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { GithubModuleOptions } from './github.module-options.js';

/** The configurable base of `GithubModule` and the token of its options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: GITHUB_OPTIONS } =
  new ConfigurableModuleBuilder<GithubModuleOptions>({ moduleName: 'Github' })
    .setClassMethodName('forRoot')
    .build();
