import type { AnyEvent } from '../interfaces/event.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { toEvent } from '../tables/event-columns.sql.js';
import type { EventDraft } from './event-draft.interface.js';

/** Extras up to this many characters travel in the feed; larger ones are read from the event. */
const SMALL = 1_000;

/** What the feed shows of an event without reading it. */
export function summaryOf({ record_type: type, record_id: id, extra }: EventDraft): object {
  const isSmall = extra !== null && JSON.stringify(extra).length <= SMALL;
  return { ...(type !== null && { record: { type, id } }), ...(isSmall && { extra }) };
}

/** The event that a draft has become: all that its row holds, without reading it back. */
export function eventOf(
  events: AggregateEvents,
  draft: EventDraft,
  id: string,
  at: string,
): AnyEvent {
  // The extra as it will be read: JSON keeps neither dates nor what is undefined.
  const extra: unknown = JSON.parse(JSON.stringify(draft.extra));
  return toEvent(events, { ...draft, extra, id, hits: 1, occurred_at: at, created_at: at });
}
