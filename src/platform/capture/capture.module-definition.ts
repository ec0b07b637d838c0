import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { CaptureModuleOptions } from './interfaces/capture-module-options.interface.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: CAPTURE_OPTIONS } =
  new ConfigurableModuleBuilder<CaptureModuleOptions>({ moduleName: 'Capture' })
    .setClassMethodName('forRoot')
    .build();
