import { CreateOutbox1767225600000 } from './migrations/1767225600000-create-outbox.js';
import { CreateDeliveries1795291200000 } from './migrations/1795291200000-create-deliveries.js';
import { KeyDeliveries1795330000000 } from './migrations/1795330000000-key-deliveries.js';
import { RouteFactsAboutDeliveries1795370200000 } from './migrations/1795370200000-route-facts-about-deliveries.js';

export { withTimeLimit } from './connection/with-time-limit.util.js';
export { Doorbell } from './doorbell.js';
export { FeedEntry } from './entities/feed-entry.entity.js';
export type { AppendedEntry } from './interfaces/appended-entry.interface.js';
export type { FeedWindow } from './interfaces/feed-window.interface.js';
export type {
  MetricCounter,
  MetricHistogram,
  MetricLabels,
  MetricsPort,
} from './interfaces/metrics-port.interface.js';
export type { OutboxModuleOptions } from './interfaces/outbox-module-options.interface.js';
export type { PubSub } from './interfaces/pub-sub.interface.js';
export { NO_METRICS } from './no-metrics.js';
export { DOORBELL_CHANNEL, PUB_SUB } from './outbox.constants.js';
export {
  AnnouncementError,
  OutboxError,
  SessionClosedError,
  TimeLimitError,
} from './outbox.errors.js';
export { OutboxModule } from './outbox.module.js';
export { OutboxService } from './outbox.service.js';
export type { OutboxLag } from './outbox.service.js';
export { feedChannel } from './pub-sub/feed-channel.util.js';
export { PostgresPubSub } from './pub-sub/postgres.pub-sub.js';
export { RedisPubSub } from './pub-sub/redis.pub-sub.js';
export { causingDelivery } from './sql/expansion.sql.js';
export { Relay } from './relay.js';
export type { RelayOptions } from './relay.js';

/** The outbox module's migrations, in order; list them in the data source before the application's own. */
export const OUTBOX_MIGRATIONS = [
  CreateOutbox1767225600000,
  CreateDeliveries1795291200000,
  KeyDeliveries1795330000000,
  RouteFactsAboutDeliveries1795370200000,
];
