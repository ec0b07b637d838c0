import { Module, Optional, type OnModuleInit } from '@nestjs/common';
import { DeliverySubscribers } from '../deliveries/index.js';
import { Communicator } from './exchanging/communicator.js';
import { OutboundQueue } from './exchanging/outbound-queue.js';
import { Puller } from './exchanging/puller.js';
import { Pusher } from './exchanging/pusher.js';
import { PeerStates } from './peers/peer-states.js';
import { SyncPeers } from './peers/sync-peers.js';
import { MessagePublisher } from './publishing/message-publisher.js';
import { OutboundWriter } from './publishing/outbound-writer.js';
import { VersionPublisher } from './publishing/version-publisher.js';
import { ConflictResolver } from './receiving/conflict-resolver.js';
import { InboundRetrier } from './receiving/inbound-retrier.js';
import { MessageReceiver } from './receiving/message-receiver.js';
import { MessageWorker } from './receiving/message-worker.js';
import { RecordApplier } from './receiving/record-applier.js';
import { SyncedEntities } from './records/synced-entities.js';
import { MessagesEndpoint } from './serving/messages-endpoint.js';
import { PullServer } from './serving/pull-server.js';
import { PushServer } from './serving/push-server.js';
import { ConfigurableModuleClass } from './sync.module-definition.js';

/**
 * Keeps the records of several deployments together, in the protocol of the Communicator gem.
 * @example
 * ```ts
 * imports: [SyncModule.forRoot({ name: 'central', peers: [{ name: 'facade', url, credentials }] })]
 * ```
 * @publicApi
 */
@Module({
  providers: [
    Communicator,
    ConflictResolver,
    InboundRetrier,
    MessagePublisher,
    MessageReceiver,
    MessageWorker,
    MessagesEndpoint,
    OutboundQueue,
    OutboundWriter,
    PeerStates,
    PullServer,
    Puller,
    PushServer,
    Pusher,
    RecordApplier,
    SyncPeers,
    SyncedEntities,
    VersionPublisher,
  ],
  exports: [Communicator, MessagePublisher, MessagesEndpoint],
})
export class SyncModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly publisher: VersionPublisher,
    @Optional() private readonly subscribers?: DeliverySubscribers,
  ) {
    super();
  }

  onModuleInit(): void {
    this.subscribers?.register(this.publisher);
  }
}
