import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';

/** The limits of every exchange, with their defaults. */
export function exchangeLimits(options: SyncModuleOptions) {
  return {
    messages: options.batchMessages ?? 500,
    bytes: options.batchBytes ?? 1_000_000,
    body: options.bodyLimit ?? 32 * 1_024 * 1_024,
    pushTimeout: options.pushTimeout ?? 10_000,
    pullTimeout: options.pullTimeout ?? 60_000,
  };
}
