import { Inject } from '@nestjs/common';
import { readerToken, recorderToken } from '../events.constants.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';

/**
 * Injects the `EventRecorder` of an aggregate.
 * @example
 * ```ts
 * constructor(@InjectEvents(issueEvents) private readonly events: EventRecorder<typeof issueEvents>) {}
 * ```
 * @publicApi
 */
export function InjectEvents(events: AggregateEvents): ParameterDecorator & PropertyDecorator {
  return Inject(recorderToken(events.aggregate));
}

/**
 * Injects the `EventReader` of an aggregate.
 * @publicApi
 */
export function InjectEventReader(events: AggregateEvents): ParameterDecorator & PropertyDecorator {
  return Inject(readerToken(events.aggregate));
}
