import { Module, Optional, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CorrelationSources } from '../correlation/index.js';
import { DeliverySubscribers } from '../deliveries/index.js';
import { RecordAnswerer } from './comparing/record-answerer.js';
import { RecordComparer } from './comparing/record-comparer.js';
import { Communicator } from './exchanging/communicator.js';
import { OutboundQueue } from './exchanging/outbound-queue.js';
import { Puller } from './exchanging/puller.js';
import { Pusher } from './exchanging/pusher.js';
import { SyncController } from './http/sync.controller.js';
import { MessageManager } from './managing/message-manager.js';
import { DIRECTIONS } from './managing/message-row.js';
import { MessagesCorrelationSource } from './managing/messages-correlation-source.js';
import { Quiescer } from './managing/quiescer.js';
import { SyncFigures } from './managing/sync-figures.js';
import { SyncMessages } from './managing/sync-messages.js';
import { SyncStatus } from './managing/sync-status.js';
import { PeerLeases } from './peers/peer-leases.js';
import { PeerStates } from './peers/peer-states.js';
import { SyncPeers } from './peers/sync-peers.js';
import { MessagePublisher } from './publishing/message-publisher.js';
import { OutboundWriter } from './publishing/outbound-writer.js';
import { VersionPublisher } from './publishing/version-publisher.js';
import { BatchApplier } from './receiving/batch-applier.js';
import { ConflictResolver } from './receiving/conflict-resolver.js';
import { InboundRetrier } from './receiving/inbound-retrier.js';
import { MessageReceiver } from './receiving/message-receiver.js';
import { MessageWorker } from './receiving/message-worker.js';
import { NewRecordFiller } from './receiving/new-record-filler.js';
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
  controllers: [SyncController],
  providers: [
    BatchApplier,
    Communicator,
    ConflictResolver,
    InboundRetrier,
    MessageManager,
    MessagePublisher,
    MessageReceiver,
    MessageWorker,
    MessagesEndpoint,
    NewRecordFiller,
    OutboundQueue,
    OutboundWriter,
    PeerLeases,
    PeerStates,
    PullServer,
    Puller,
    PushServer,
    Pusher,
    Quiescer,
    RecordAnswerer,
    RecordApplier,
    RecordComparer,
    SyncFigures,
    SyncMessages,
    SyncPeers,
    SyncStatus,
    SyncedEntities,
    VersionPublisher,
  ],
  exports: [
    Communicator,
    MessageManager,
    MessagePublisher,
    MessagesEndpoint,
    Quiescer,
    RecordComparer,
    SyncMessages,
    SyncStatus,
  ],
})
export class SyncModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publisher: VersionPublisher,
    @Optional() private readonly subscribers?: DeliverySubscribers,
    @Optional() private readonly correlations?: CorrelationSources,
  ) {
    super();
  }

  onModuleInit(): void {
    this.subscribers?.register(this.publisher);
    for (const direction of DIRECTIONS) {
      this.correlations?.register(new MessagesCorrelationSource(this.dataSource, direction));
    }
  }
}
