import type { AggregateEvents } from '../../events/index.js';

/** What one decorator says that a method handles. */
export interface HandledEvents {
  readonly events: AggregateEvents;
  /** Undefined for whatever no other method handles. */
  readonly actions?: readonly string[];
}
