import { MAX_CORRELATION_ID_LENGTH } from '../correlation.constants.js';

/** UUIDs, ULIDs, trace ids and readable ids; nothing that means something to a log, shell or URL. */
const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9._:@-]*$/;

/** The correlation id that a header carries, or undefined when it is absent or not acceptable. */
export function parseCorrelationId(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || header.length > MAX_CORRELATION_ID_LENGTH) {
    return undefined;
  }
  return SAFE_ID.test(header) ? header : undefined;
}
