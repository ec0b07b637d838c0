import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { IssueReactionsOptions } from './issue-reactions-options.interface.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: ISSUE_REACTIONS_OPTIONS } =
  new ConfigurableModuleBuilder<IssueReactionsOptions>({ moduleName: 'IssueReactions' })
    .setClassMethodName('forRoot')
    .build();
