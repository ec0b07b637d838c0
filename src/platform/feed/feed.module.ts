import { Module } from '@nestjs/common';
import { feedSettings } from './feed-settings.js';
import { FeedController } from './feed.controller.js';
import {
  ConfigurableModuleClass,
  FEED_MODULE_OPTIONS,
  FEED_SETTINGS,
} from './feed.module-definition.js';
import { FeedMetrics } from './feed-metrics.js';
import { FeedService } from './feed.service.js';
import { AccessGate } from './hub/access-gate.js';
import { FanOut } from './hub/fan-out.js';
import { FeedHub } from './hub/feed-hub.js';
import { FeedReader } from './hub/feed-reader.js';
import { Admission } from './streams/admission.js';
import { CatchUp } from './streams/catch-up.js';
import { FeedLimits } from './streams/feed-limits.js';
import { FeedPolls } from './streams/feed-polls.js';
import { FeedStreams } from './streams/feed-streams.js';
import { RightsWatch } from './streams/rights-watch.js';
import { StreamKeeper } from './streams/stream-keeper.js';
import { StreamOpener } from './streams/stream-opener.js';

/**
 * The live feed: server-sent events that resume exactly once and in order, and long polls.
 *
 * @example
 * ```ts
 * FeedModule.forRoot({
 *   access: {
 *     viewer: (request) => ({ principal: request.user.id, visibility: request.user.role }),
 *     canRead: (viewer, item) => item.itemType !== 'Salary' || viewer.visibility === 'admin',
 *   },
 * })
 * ```
 * @publicApi
 */
@Module({
  controllers: [FeedController],
  providers: [
    { provide: FEED_SETTINGS, inject: [FEED_MODULE_OPTIONS], useFactory: feedSettings },
    FeedMetrics,
    FeedReader,
    AccessGate,
    FanOut,
    FeedHub,
    CatchUp,
    FeedLimits,
    StreamOpener,
    FeedStreams,
    FeedPolls,
    Admission,
    RightsWatch,
    StreamKeeper,
    FeedService,
  ],
  exports: [FeedService],
})
export class FeedModule extends ConfigurableModuleClass {}
