import { CreateEvents1767225610000 } from './migrations/1767225610000-create-events.js';
import { IndexCausesOfEvents1795360001000 } from './migrations/1795360001000-index-causes-of-events.js';

export type {
  Backfill,
  BackfillProgress,
  BackfillRunOptions,
  BackfillState,
} from './backfills/backfill.interface.js';
export { Backfills } from './backfills/backfills.service.js';
export { InjectEventReader, InjectEvents } from './decorators/inject-events.decorator.js';
export { defineEvents } from './define-events.js';
export type { DefineEventsOptions } from './define-events.js';
export { EventDefinitions } from './event-definitions.js';
export {
  BackfillConflictError,
  BackfillNameError,
  BackfillNotFoundError,
  EventDefinitionError,
  EventsError,
  EventTableDriftError,
  InvalidEventError,
  InvalidEventQueryError,
  ScanBlockedError,
  UnknownActionError,
  UnknownAggregateError,
} from './events.errors.js';
export type { EventProblem } from './events.errors.js';
export { EventsModule } from './events.module.js';
export { extraJsonSchema } from './extra-json-schema.js';
export type {
  AggregateReference,
  EventEntry,
  EventInput,
  EventOptions,
  Recording,
  RecordingOutcome,
} from './interfaces/event-input.interface.js';
export type {
  AggregateEvents,
  Duration,
  EventSpec,
  EventSpecs,
  Extra,
  OnThrottled,
} from './interfaces/event-spec.interface.js';
export type {
  ActionOf,
  AnyEvent,
  EventOf,
  EventRecord,
  RecordedEvent,
  SpecOf,
} from './interfaces/event.interface.js';
export type { EventsModuleOptions } from './interfaces/events-module-options.interface.js';
export type { SchemaIssue, StandardSchema } from './interfaces/standard-schema.interface.js';
export type {
  CountedBy,
  EventCount,
  EventCountQuery,
  EventFeedPage,
  EventFeedQuery,
  EventFilter,
} from './reading/event-query.interface.js';
export { EventReader } from './reading/event-reader.js';
export { EventScan } from './reading/event-scan.js';
export type { EventScanFilter, EventScanPage } from './reading/event-scan.js';
export { EventReaders } from './reading/event-readers.js';
export { CommitBell } from './recording/commit-bell.js';
export { EventRecorder } from './recording/event-recorder.js';
export { EventSlots } from './recording/event-slots.js';
export { retryTransaction } from './recording/retry-transaction.js';
export type { RetryOptions } from './recording/retry-transaction.js';
export { describeEventTableDrift, eventTableDrift } from './tables/event-table-drift.js';
export type { EventTableDrift } from './tables/event-table-drift.js';
export { installEventTables } from './tables/install-event-tables.js';
export { renderEventsMigration } from './tables/events-migration.js';
export type { EventsMigration } from './tables/events-migration.js';

/** The events module's migrations, in order; they need the outbox module's before them. */
export const EVENTS_MIGRATIONS = [CreateEvents1767225610000, IndexCausesOfEvents1795360001000];
