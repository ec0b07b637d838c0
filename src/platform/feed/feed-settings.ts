import { NO_METRICS } from '../outbox/index.js';
import type { FeedAccessPolicy } from './interfaces/feed-access-policy.interface.js';
import type { FeedModuleOptions } from './interfaces/feed-module-options.interface.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const MEBIBYTE = 1024 * 1024;

const OPEN_TO_ALL: FeedAccessPolicy = {
  viewer: (request) => ({
    principal: request.socket.remoteAddress ?? 'unknown',
    visibility: 'everybody',
  }),
  canRead: () => true,
};

/** The module's options with every default filled in. */
export type FeedSettings = Required<FeedModuleOptions>;

/** Fills in the defaults. */
export function feedSettings(options: FeedModuleOptions): FeedSettings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return {
    access: OPEN_TO_ALL,
    metrics: NO_METRICS,
    windowEntries: 50_000,
    windowAge: 24 * HOUR,
    ringEntries: 10_000,
    ringBytes: 32 * MEBIBYTE,
    maxConnections: 20_000,
    maxPerPrincipal: 20,
    maxPerAddress: 1_000,
    heartbeat: 15 * SECOND,
    retry: [SECOND, 5 * SECOND],
    awayRetry: [2 * SECOND, 30 * SECOND],
    maxLifetime: 600 * SECOND,
    slowBytes: MEBIBYTE,
    slowTime: 30 * SECOND,
    pollInterval: SECOND,
    ...(Object.fromEntries(given) as FeedModuleOptions),
  };
}
