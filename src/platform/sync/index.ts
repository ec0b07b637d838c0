import { CreateSync1795380000000 } from './migrations/1795380000000-create-sync.js';
import { FindOpenMessages1795380001000 } from './migrations/1795380001000-find-open-messages.js';
import { LeasePeers1795390200000 } from './migrations/1795390200000-lease-peers.js';
import { ApplyMessagesTogether1795390201000 } from './migrations/1795390201000-apply-messages-together.js';

export { RecordComparer } from './comparing/record-comparer.js';
export type { ComparedField, RecordComparison } from './comparing/record-comparer.js';
export { Published } from './decorators/published.decorator.js';
export type { PublishedOptions } from './decorators/published.decorator.js';
export { ReceivesFrom } from './decorators/receives-from.decorator.js';
export type { ConflictPolicy, ReceivesFromOptions } from './decorators/receives-from.decorator.js';
export { Communicator } from './exchanging/communicator.js';
export type { Exchange } from './exchanging/communicator.js';
export type {
  MissingValues,
  SyncCredentials,
  SyncDialect,
  SyncMode,
  SyncModuleOptions,
  SyncPeerOptions,
} from './interfaces/sync-module-options.interface.js';
export { MessageManager } from './managing/message-manager.js';
export type { MessageDirection, MessageState, StoredMessage } from './managing/message-row.js';
export { Quiescer } from './managing/quiescer.js';
export type { Quiescence } from './managing/quiescer.js';
export { SyncMessages } from './managing/sync-messages.js';
export type { MessageFilter, MessagePage } from './managing/sync-messages.js';
export { SyncStatus } from './managing/sync-status.js';
export type { ConflictFilter, PeerStatus, StoredConflict } from './managing/sync-status.js';
export { MessagePublisher } from './publishing/message-publisher.js';
export { MessagesEndpoint } from './serving/messages-endpoint.js';
export { MESSAGES_PATH } from './sync.constants.js';
export {
  ExchangeFailedError,
  MessageNotFoundError,
  MessageReusedError,
  MessageStateError,
  PeerNotFoundError,
  PeerWithoutUrlError,
  RecordNotSharedError,
  SyncDeclarationError,
  SyncError,
} from './sync.errors.js';
export { SyncModule } from './sync.module.js';

/** The sync module's migrations, in order; list them in the data source after those of audit and deliveries. */
export const SYNC_MIGRATIONS = [
  CreateSync1795380000000,
  FindOpenMessages1795380001000,
  LeasePeers1795390200000,
  ApplyMessagesTogether1795390201000,
];
