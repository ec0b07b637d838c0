import { DOMAIN_MIGRATIONS } from '../../migrations/index.js';
import { AUDIT_MIGRATIONS } from '../platform/audit/index.js';
import { CAPTURE_MIGRATIONS } from '../platform/capture/index.js';
import { CHANNELS_MIGRATIONS } from '../platform/channels/index.js';
import { EVENTS_MIGRATIONS } from '../platform/events/index.js';
import { DELIVERIES_MIGRATIONS } from '../platform/deliveries/index.js';
import { OUTBOX_MIGRATIONS } from '../platform/outbox/index.js';
import { SYNC_MIGRATIONS } from '../platform/sync/index.js';
import { WORKFLOWS_MIGRATIONS } from '../platform/workflows/index.js';

/** Every migration; TypeORM runs them by the timestamp in their class names. */
export const MIGRATIONS = [
  ...OUTBOX_MIGRATIONS,
  ...AUDIT_MIGRATIONS,
  ...EVENTS_MIGRATIONS,
  ...DELIVERIES_MIGRATIONS,
  ...CAPTURE_MIGRATIONS,
  ...CHANNELS_MIGRATIONS,
  ...WORKFLOWS_MIGRATIONS,
  ...SYNC_MIGRATIONS,
  ...DOMAIN_MIGRATIONS,
];
