import { InvalidAuditQueryError } from '../audit.errors.js';

const LARGEST_ID = 9_223_372_036_854_775_807n;
const TIME =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
export const LARGEST_PAGE = 200;
export const USUAL_PAGE = 50;

/** Is this a positive bigint in decimal digits? */
export function isVersionId(value: string): boolean {
  return /^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= LARGEST_ID;
}

/** A version id, or a cursor, which is one: a positive bigint in decimal digits. */
export function versionId(value: string, field = 'version'): string {
  if (!isVersionId(value)) {
    throw new InvalidAuditQueryError(field, `expected the id of a version, got ${quoted(value)}`);
  }
  return value;
}

/** A time as PostgreSQL reads it; without a zone it is UTC. */
export function instant(value: Date | string, field = 'time'): string {
  const text = value instanceof Date ? isoText(value) : value.trim();
  const match = TIME.exec(text);
  const zoned = match?.[1] === undefined && text.length > 10 ? `${text}Z` : text;
  if (match === null || Number.isNaN(Date.parse(zoned.replace(',', '.')))) {
    throw new InvalidAuditQueryError(
      field,
      `expected an ISO 8601 time such as 2026-01-31T12:00:00Z, got ${quoted(text)}`,
    );
  }
  return text.length === 10 ? `${text}T00:00:00Z` : zoned.replace(',', '.');
}

/** A page size between 1 and 200. */
export function pageSize(value: number | undefined, field = 'limit'): number {
  const size = value ?? USUAL_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) {
    throw new InvalidAuditQueryError(field, `expected 1 to ${LARGEST_PAGE}, got ${size}`);
  }
  return size;
}

function isoText(value: Date): string {
  return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
}

function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
