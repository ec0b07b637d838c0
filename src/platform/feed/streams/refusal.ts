import type { ServerResponse } from 'node:http';
import { goodbyeEvent } from '../wire/control-events.js';
import { STREAM_HEADERS } from '../wire/stream-headers.js';
import type { LimitReached } from './feed-limits.js';
import { writeProblem } from './problem.js';

/** Why a connection is not taken. */
export type RefusalReason = LimitReached | 'draining' | 'unavailable';

const DETAIL: Readonly<Record<RefusalReason, string>> = {
  process: 'This server holds as many streams as it may; another one or a later try will do.',
  principal: 'You have as many streams open as you may; close one, or share one between tabs.',
  address: 'Your address has as many streams open as it may; close one first.',
  draining: 'This server is about to stop; connect again and you will reach another one.',
  unavailable: 'The feed cannot be read from the database right now; try again in a moment.',
};

/** Refuses in words that the client can act on: events for EventSource, a status for the rest. */
export function refuse(
  response: ServerResponse,
  reason: RefusalReason,
  retry: number,
  eventSource: boolean,
): void {
  if (eventSource) {
    response.writeHead(200, STREAM_HEADERS);
    response.end(goodbyeEvent(reason, retry));
    return;
  }
  const mine = reason === 'principal' || reason === 'address';
  writeProblem(
    response,
    {
      status: mine ? 429 : 503,
      title: mine ? 'Too many streams' : 'Feed not available',
      detail: DETAIL[reason],
      code: `FEED_REFUSED_${reason.toUpperCase()}`,
    },
    { 'Retry-After': String(Math.ceil(retry / 1_000)) },
  );
}
