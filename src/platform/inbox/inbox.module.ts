import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventReplays } from './replay/event-replays.js';
import { InboxExplorer } from './inbox.explorer.js';

/**
 * Subscribes every provider with `@Inbox` to the events that its methods name. Import it once, beside
 * `EventsModule.forRoot` and `DeliveriesModule.forRoot`.
 * @publicApi
 */
@Module({
  imports: [DiscoveryModule],
  providers: [InboxExplorer, EventReplays],
  exports: [EventReplays],
})
export class InboxModule {}
