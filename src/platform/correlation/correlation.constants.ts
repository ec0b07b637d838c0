/** The header that a request's correlation id comes in by and goes out by. */
export const CORRELATION_HEADER = 'x-correlation-id';

/** W3C Trace Context, version 1: https://www.w3.org/TR/trace-context/#traceparent-header */
export const TRACEPARENT_HEADER = 'traceparent';

/** Most characters of an accepted correlation id; also the width to plan a column or a log for. */
export const MAX_CORRELATION_ID_LENGTH = 128;
