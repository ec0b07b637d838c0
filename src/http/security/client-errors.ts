import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { uuidv7 } from '../../platform/correlation/index.js';

const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers requests that Node cannot even parse with a problem document too, then hangs up. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = STATUS_OF_ERROR[error.code ?? ''] ?? 400;
    const body = JSON.stringify(problem(status));
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

function problem(status: number) {
  const code = status === 431 ? 'HTTP_HEADERS_TOO_LARGE' : 'HTTP_UNREADABLE_REQUEST';
  return {
    type: `urn:backstory:problem:${code}`,
    title: STATUS_CODES[status],
    status,
    detail: 'The request cannot be read: its line or headers are malformed, too large or too slow.',
    code,
    correlation_id: uuidv7(),
  };
}
