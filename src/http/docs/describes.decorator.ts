import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** What a route answers when all goes well. */
interface GoodAnswer {
  readonly status: number;
  readonly schema?: z.ZodType;
}

/** Tells the OpenAPI document what a route does, what it answers, and how it may refuse. */
export function Describes(
  summary: string,
  { status, schema }: GoodAnswer,
  refusals: readonly number[] = [],
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse(schema ? { status, standardSchema: schema } : { status }),
    // What each looks like, the document says once for all.
    ...refusals.map((refusal) =>
      ApiResponse({ status: refusal, description: STATUS_CODES[refusal] ?? '' }),
    ),
  );
}
