import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { FILTER_KEYS } from '../feed.constants.js';

const EXAMPLES: Readonly<Record<string, string>> = {
  item_type: 'Post,Comment',
  item_id: '7',
  event: 'create,update',
  actor: 'alice',
  correlation_id: '01890a5d-ac96-774b-bcce-b302099a8057',
  aggregate_type: 'Post',
  aggregate_id: '7',
};

const filters = (): MethodDecorator[] =>
  FILTER_KEYS.map((name) =>
    ApiQuery({
      name,
      required: false,
      type: String,
      description: 'One of these values; a comma list or repeated, a trailing `*` for a prefix.',
      example: EXAMPLES[name],
    }),
  );

const problems = (): MethodDecorator[] => [
  ApiResponse({ status: 400, description: 'A filter cannot be used; `errors` names it.' }),
  ApiResponse({ status: 429, description: 'Too many streams; come back after `Retry-After`.' }),
  ApiResponse({ status: 503, description: 'Full or stopping; come back after `Retry-After`.' }),
];

/** Describes a stream in the OpenAPI document. */
export function DescribesStream(summary: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary,
      description:
        'Server-sent events: one unnamed message per entry, and the control events `ready`, ' +
        '`checkpoint`, `reset` and `goodbye`. Resumes after `Last-Event-ID`, or `last_event_id`.',
    }),
    ...filters(),
    ApiQuery({
      name: 'last_event_id',
      required: false,
      type: String,
      description: 'Cursor to go on from: a message’s `id`, or a list’s `feed_position`.',
      example: '0f3a5b7c9d1e-120',
    }),
    ApiQuery({
      name: 'named',
      required: false,
      enum: ['1'],
      description: 'Names each message `<item_type>.<event>`.',
    }),
    ApiProduces('text/event-stream'),
    ApiResponse({ status: 200, description: 'The stream.', schema: { type: 'string' } }),
    ...problems(),
  );
}

/** Describes the long poll in the OpenAPI document. */
export function DescribesPoll(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Reads the feed page by page, waiting for the next entry.',
      description: 'For those who cannot stream; cursor and filters are the stream’s.',
    }),
    ...filters(),
    ApiQuery({
      name: 'after',
      required: false,
      type: String,
      description: 'Cursor to go on from; none for now.',
      example: '0f3a5b7c9d1e-120',
    }),
    ApiQuery({
      name: 'wait',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: 60, default: 25 },
      description: 'Seconds to wait for the first entry.',
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 100 },
    }),
    ApiResponse({ status: 200, schema: { example: PAGE_EXAMPLE } }),
    ...problems(),
  );
}

const PAGE_EXAMPLE = {
  items: [
    {
      position: '121',
      kind: 'version',
      id: '4711',
      item_type: 'Post',
      item_id: '7',
      event: 'update',
      actor: 'alice',
      actor_type: 'user',
      source: 'application',
      correlation_id: '01890a5d-ac96-774b-bcce-b302099a8057',
      causation_id: null,
      aggregate_type: 'Post',
      aggregate_id: '7',
      summary: { label: 'Hello', changed: ['title'] },
      occurred_at: '2026-11-21T18:33:00.123456Z',
    },
  ],
  next: '0f3a5b7c9d1e-121',
  reset: null,
};
