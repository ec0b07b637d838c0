import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigurableModuleClass } from './capture.module-definition.js';
import { CaptureDoctor } from './doctor/capture-doctor.js';
import { CaptureHealthController } from './doctor/capture-health.controller.js';
import { ChangeHandlings } from './http/change-handlings.js';
import { ChangeReplayer } from './http/change-replayer.js';
import { ChangesController } from './http/changes.controller.js';
import { ProcessorExplorer } from './processors/processor-explorer.js';
import { ChangeReplays } from './replay/change-replays.js';

/**
 * Lets code follow the changes of audited tables, whoever made them. Import it once, beside
 * `AuditModule.forRoot` and `DeliveriesModule.forRoot`.
 * @example
 * ```ts
 * imports: [AuditModule.forRoot({}), OutboxModule.forRoot({}), DeliveriesModule.forRoot({}), CaptureModule.forRoot({})]
 * ```
 * @publicApi
 */
@Module({
  imports: [DiscoveryModule],
  controllers: [ChangesController, CaptureHealthController],
  providers: [CaptureDoctor, ChangeHandlings, ChangeReplayer, ChangeReplays, ProcessorExplorer],
  exports: [CaptureDoctor, ChangeReplays],
})
export class CaptureModule extends ConfigurableModuleClass {}
