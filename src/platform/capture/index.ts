export { CaptureModule } from './capture.module.js';
export type {
  CaptureAccessPolicy,
  CaptureModuleOptions,
} from './interfaces/capture-module-options.interface.js';
