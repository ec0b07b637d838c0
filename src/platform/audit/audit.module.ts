import { Inject, Module, Optional, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CorrelationSources } from '../correlation/index.js';
import { Doorbell } from '../outbox/index.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './audit.module-definition.js';
import { AuditService } from './audit.service.js';
import { AuditHttp } from './http/audit-http.service.js';
import { RecordsController } from './http/records.controller.js';
import { VersionsController } from './http/versions.controller.js';
import type { AuditModuleOptions } from './interfaces/audit-module-options.interface.js';
import { VersionsCorrelationSource } from './reading/versions-correlation-source.js';
import { startRecording } from './recording/start-recording.js';

/**
 * Records every change of the entities that carry `@Audited`, and tells about them.
 * @example
 * ```ts
 * imports: [AuditModule.forRoot({ access: { canRead: isSignedIn, canAct: isOperator } })]
 * ```
 * @publicApi
 */
@Module({
  controllers: [VersionsController, RecordsController],
  providers: [AuditService, AuditHttp],
  exports: [AuditHttp, AuditService],
})
export class AuditModule extends ConfigurableModuleClass implements OnModuleInit {
  public constructor(
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: AuditModuleOptions,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Optional() private readonly doorbell?: Doorbell,
    @Optional() private readonly correlations?: CorrelationSources,
  ) {
    super();
  }

  public async onModuleInit(): Promise<void> {
    this.correlations?.register(new VersionsCorrelationSource(this.dataSource));
    await startRecording(this.dataSource, {
      ...this.options,
      onCommit: () => {
        this.options.onCommit?.();
        this.doorbell?.ring();
      },
    });
  }
}
