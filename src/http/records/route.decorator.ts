import {
  applyDecorators,
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Role } from '../access/access.constants.js';
import { RequireRole } from '../access/require-role.decorator.js';
import { Describes } from '../docs/describes.decorator.js';
import { RecordHeaders } from './record-headers.interceptor.js';

const METHODS = { GET: Get, POST: Post, PATCH: Patch, PUT: Put, DELETE: Delete } as const;

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The ETag the change was made against; 412 when the record is another one by now.',
};

/** One route that reads or writes records. */
export interface RouteDescription {
  /** One sentence, for the OpenAPI document. */
  readonly does: string;
  /** The least role that may use it. */
  readonly role: Role;
  /** The shape of the good answer; none means 204. */
  readonly answers?: z.ZodType;
  /** Status of the good answer. @defaultValue 200, or 204 without a shape */
  readonly status?: number;
  /** The path below which what was made can be read: makes it a 201 with a Location. */
  readonly createdAt?: string;
  /** What it may answer beside 401 and, where a role is missing, 403. */
  readonly refuses?: readonly number[];
}

/**
 * Declares a route with all that goes with it: who may use it, what OpenAPI says about it, the ETag
 * of what it answers, and If-Match where it can refuse with 412.
 */
export function Route(
  method: keyof typeof METHODS,
  path: string,
  { does, role, answers, createdAt, refuses = [], ...given }: RouteDescription,
): MethodDecorator {
  const status = given.status ?? (createdAt ? 201 : answers ? 200 : 204);
  const refusals = [401, ...(role === 'viewer' ? [] : [403]), ...refuses];
  return applyDecorators(
    Describes(does, { status, ...(answers && { schema: answers }) }, refusals),
    RequireRole(role),
    METHODS[method](path),
    HttpCode(status),
    UseInterceptors(new RecordHeaders(createdAt)),
    ...(refuses.includes(412) ? [ApiHeader(IF_MATCH)] : []),
  );
}
