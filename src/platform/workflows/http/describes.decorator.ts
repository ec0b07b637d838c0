import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Says in the API's description what a route does, answers and refuses. */
export function Describes(
  summary: string,
  answer: { readonly status: number; readonly schema?: z.ZodType },
  refusals: readonly number[] = [],
): MethodDecorator {
  const { status, schema } = answer;
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse(schema ? { status, standardSchema: schema } : { status }),
    ...refusals.map((refusal) =>
      ApiResponse({ status: refusal, description: STATUS_CODES[refusal] ?? '' }),
    ),
  );
}
