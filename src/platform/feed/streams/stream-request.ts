import type { IncomingMessage, ServerResponse } from 'node:http';
import type { QueryValues } from '../filter/parse-filter.js';

/** What the feed needs of a request, whatever framework parsed it. */
export interface FeedRequest extends IncomingMessage {
  readonly ip?: string;
  readonly query?: unknown;
}

/** A response of Express, of Fastify (`raw`), or of node itself. */
export type FeedResponse = ServerResponse | { readonly raw: ServerResponse; hijack?(): void };

/** The node response below a framework's; from here on the feed alone writes to it. */
export function takeOver(response: FeedResponse): ServerResponse {
  if (!('raw' in response)) return response;
  response.hijack?.();
  return response.raw;
}

/** The parsed query, as plain values. */
export function queryOf(request: FeedRequest): QueryValues {
  const { query } = request;
  return typeof query === 'object' && query !== null ? (query as QueryValues) : {};
}

/** The address that connections are counted for. */
export function addressOf(request: FeedRequest): string {
  return request.ip ?? request.socket.remoteAddress ?? 'unknown';
}

/**
 * Where the client wants to go on: the header that EventSource sends by itself, or the query that
 * a page needs for its first connection (in both spellings that polyfills use).
 */
export function lastEventId(request: FeedRequest): string | undefined {
  const header = request.headers['last-event-id'];
  const query = queryOf(request);
  const given: unknown = header ?? query.last_event_id ?? query.lastEventId;
  if (given === undefined || given === '') return undefined;
  return typeof given === 'string' ? given : 'not one value';
}

/**
 * Whether the client is a browser's own EventSource, which takes any status but 200 as the end for
 * ever. Programs that can read a status set another Accept, an Authorization header, or
 * `refusal=status`.
 */
export function isEventSource(request: FeedRequest): boolean {
  if (request.headers.authorization !== undefined) return false;
  if (queryOf(request).refusal === 'status') return false;
  return request.headers.accept === 'text/event-stream';
}
