import { Inject, Module, Optional, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CorrelationSources } from '../correlation/index.js';
import { Doorbell } from '../outbox/index.js';
import { Backfills } from './backfills/backfills.service.js';
import { EventDefinitions } from './event-definitions.js';
import { readerToken, recorderToken } from './events.constants.js';
import { EventTableDriftError } from './events.errors.js';
import { ConfigurableModuleClass, EVENTS_MODULE_OPTIONS } from './events.module-definition.js';
import type { AggregateEvents } from './interfaces/event-spec.interface.js';
import type { EventsModuleOptions } from './interfaces/events-module-options.interface.js';
import { EventReaders } from './reading/event-readers.js';
import { EventsCorrelationSource } from './reading/events-correlation-source.js';
import { CommitBell } from './recording/commit-bell.js';
import { EventRecorder } from './recording/event-recorder.js';
import { EventSlots } from './recording/event-slots.js';
import { describeEventTableDrift, eventTableDrift } from './tables/event-table-drift.js';

/** Holds what `forFeature` provides, apart from what `forRoot` provides once. */
@Module({})
class EventsFeatureModule {}

/**
 * Records business events and tells about them: `forRoot` once, `forFeature` where an aggregate's
 * events are recorded or read.
 * @example
 * ```ts
 * imports: [EventsModule.forRoot({})]
 * imports: [EventsModule.forFeature([issueEvents])]
 * ```
 * @publicApi
 */
@Module({
  providers: [
    EventDefinitions,
    EventReaders,
    EventSlots,
    Backfills,
    {
      provide: CommitBell,
      inject: [EVENTS_MODULE_OPTIONS, DataSource, { token: Doorbell, optional: true }],
      useFactory: (options: EventsModuleOptions, dataSource: DataSource, doorbell?: Doorbell) =>
        new CommitBell(dataSource, () => {
          options.onCommit?.();
          doorbell?.ring();
        }),
    },
  ],
  exports: [
    EventDefinitions,
    EventReaders,
    EventSlots,
    Backfills,
    CommitBell,
    EVENTS_MODULE_OPTIONS,
  ],
})
export class EventsModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly definitions: EventDefinitions,
    private readonly dataSource: DataSource,
    @Optional() @Inject(CorrelationSources) private readonly correlations?: CorrelationSources,
  ) {
    super();
  }

  /** Provides the recorder and the reader of each aggregate, for `@InjectEvents` and `@InjectEventReader`. */
  static forFeature(aggregates: readonly AggregateEvents[]): DynamicModule {
    const providers = aggregates.flatMap((events) => [
      {
        provide: recorderToken(events.aggregate),
        inject: [EventDefinitions, CommitBell, EVENTS_MODULE_OPTIONS],
        useFactory: (
          definitions: EventDefinitions,
          bell: CommitBell,
          options: EventsModuleOptions,
        ) => {
          definitions.register(events);
          return new EventRecorder(events, bell, options);
        },
      },
      {
        provide: readerToken(events.aggregate),
        inject: [EventReaders],
        useFactory: (readers: EventReaders) => readers.of(events),
      },
    ]);
    return { module: EventsFeatureModule, providers, exports: providers.map((one) => one.provide) };
  }

  /** @throws EventTableDriftError before anything that the database would refuse is recorded */
  async onModuleInit(): Promise<void> {
    const findings = await eventTableDrift(this.dataSource, this.definitions.all());
    if (findings.length > 0) {
      throw new EventTableDriftError(
        findings.map((finding) => ({
          aggregate: finding.events.aggregate,
          finding: describeEventTableDrift(finding),
        })),
      );
    }
    this.correlations?.register(new EventsCorrelationSource(this.dataSource, this.definitions));
  }
}
