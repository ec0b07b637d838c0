import type { OutgoingHttpHeaders } from 'node:http';

/** Headers that keep every proxy and middleware from storing, buffering or compressing a stream. */
export const STREAM_HEADERS: OutgoingHttpHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'private, no-cache, no-store, must-revalidate, max-age=0, no-transform',
  Pragma: 'no-cache',
  Expires: '0',
  'X-Accel-Buffering': 'no',
};
