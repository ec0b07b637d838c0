import { InvalidIfMatchError, StaleVersionError } from './records.errors.js';

const ENTITY_TAGS = /^(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*$/;

/** The ETag of a record with a version column. */
export function etagOf(record: { readonly version: number }): string {
  return `"${record.version}"`;
}

/**
 * Holds the If-Match header against the record (RFC 9110 §13.1.1, strong comparison).
 * @throws StaleVersionError when the record is none of the versions named
 */
export function assertMatches(ifMatch: string | undefined, record: { version: number }): void {
  const given = ifMatch?.trim();
  if (given === undefined || given === '*') {
    return;
  }
  if (!ENTITY_TAGS.test(given)) {
    throw new InvalidIfMatchError();
  }
  const tags = given.split(',').map((tag) => tag.trim());
  if (!tags.includes(etagOf(record))) {
    throw new StaleVersionError(given, record.version);
  }
}
