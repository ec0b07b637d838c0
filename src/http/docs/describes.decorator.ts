import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** What a route answers when all goes well. */
interface GoodAnswer {
  readonly status: number;
  readonly schema?: z.ZodType;
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'correlation_id'],
  properties: {
    type: { type: 'string', example: 'urn:backstory:problem:BLOG_POST_NOT_FOUND' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', example: 'BLOG_POST_NOT_FOUND' },
    correlation_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          problem: { type: 'string' },
          remedy: { type: 'string' },
        },
      },
    },
  },
} as const;

/** Tells the OpenAPI document what a route does, what it answers, and how it may refuse. */
export function Describes(
  summary: string,
  { status, schema }: GoodAnswer,
  refusals: readonly number[] = [],
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse(schema ? { status, standardSchema: schema } : { status }),
    ...refusals.map((refusal) =>
      ApiResponse({
        status: refusal,
        description: STATUS_CODES[refusal] ?? '',
        content: { 'application/problem+json': { schema: PROBLEM as never } },
      }),
    ),
  );
}
