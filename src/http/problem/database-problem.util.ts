import { EntityNotFoundError, QueryFailedError } from 'typeorm';
import type { ProblemDraft } from './problem-draft.interface.js';

const UNSTORABLE = {
  status: 400,
  code: 'DATABASE_UNSTORABLE_VALUE',
  detail:
    'A value cannot be stored: NUL characters, broken Unicode, numbers and dates out of range, ' +
    'and very deep JSON are not accepted. Correct it and send the request again.',
};
const TAKEN = {
  status: 409,
  code: 'DATABASE_ALREADY_EXISTS',
  detail: 'Something with the same unique value exists already. Choose another value.',
};
const REFERENCED = {
  status: 409,
  code: 'DATABASE_REFERENCE_CONFLICT',
  detail: 'A record that this one refers to does not exist, or others still refer to this one.',
};
const RACE = {
  status: 409,
  code: 'DATABASE_CONCURRENT_CHANGE',
  detail: 'Another request changed the same data at the same time. Send the request again.',
  retryAfter: 1,
};
const BUSY = {
  status: 503,
  code: 'DATABASE_BUSY',
  detail: 'The database did not finish in time. Nothing was changed; try again in a moment.',
  retryAfter: 2,
};
const AWAY = {
  status: 503,
  code: 'DATABASE_UNAVAILABLE',
  detail: 'The database cannot be reached at the moment. Try again in a few seconds.',
  retryAfter: 5,
};

/** SQLSTATEs and, where two characters are given, whole classes of them. */
const BY_SQLSTATE: Readonly<Record<string, ProblemDraft>> = {
  '22021': UNSTORABLE,
  '22P05': UNSTORABLE,
  '22P02': UNSTORABLE,
  '22001': UNSTORABLE,
  '22003': UNSTORABLE,
  '22007': UNSTORABLE,
  '22008': UNSTORABLE,
  '54001': UNSTORABLE,
  '54000': UNSTORABLE,
  '23502': UNSTORABLE,
  '23514': UNSTORABLE,
  '23505': TAKEN,
  '23P01': TAKEN,
  '23503': REFERENCED,
  '23001': REFERENCED,
  '40001': RACE,
  '40P01': RACE,
  '55P03': BUSY,
  '57014': BUSY,
  '25P03': BUSY,
  '25P04': BUSY,
  '25006': AWAY,
  '53': AWAY,
  '57': AWAY,
  '08': AWAY,
};

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What pg, its pool and TypeORM say without a code when the server is away or the pool is full. */
const POOL_FULL = /^timeout exceeded when trying to connect/;
const LOST =
  /^(Connection terminated|Client has encountered a connection error|Driver not Connected|Cannot use a pool after calling end|Connection ended unexpectedly|Query runner already released)/;

/** Translates an error of the database or of the way there; undefined for anything else. */
export function databaseProblem(error: unknown): ProblemDraft | undefined {
  if (error instanceof EntityNotFoundError) {
    return { status: 404, code: 'HTTP_NOT_FOUND', detail: 'There is no such record.' };
  }
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) {
    return undefined;
  }
  const { code = '' } = cause as { readonly code?: string };
  if (SYSTEM_CODES.has(code) || LOST.test(cause.message)) {
    return AWAY;
  }
  if (POOL_FULL.test(cause.message)) {
    return BUSY;
  }
  return isSqlState(cause) ? (BY_SQLSTATE[code] ?? BY_SQLSTATE[code.slice(0, 2)]) : undefined;
}

function isSqlState(error: Error): boolean {
  return 'severity' in error && 'routine' in error;
}
