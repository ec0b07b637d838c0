import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The problem document of RFC 9457 as this API writes it. */
export const PROBLEM_SCHEMA: Schemas[string] = {
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
};
