import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the server got it. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request is answered: a status, an answer of parts, or by hand. */
export type Reply =
  | number
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse, request: IncomingMessage) => void);

/** A real HTTP server on a port of its own that answers what the test wants. */
export interface HttpServer {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedRequest[];
  /** Answers from here on, one after the other; the last one repeats. */
  answer(...replies: Reply[]): void;
  close(): Promise<void>;
}

export async function startHttpServer(host = '127.0.0.1', port = 0): Promise<HttpServer> {
  const received: ReceivedRequest[] = [];
  let replies: Reply[] = [200];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    received.push({ path: request.url ?? '', headers: request.headers, body });
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? 200;
    if (typeof reply === 'function') {
      reply(response, request);
      return;
    }
    const {
      status = 200,
      headers = {},
      body: answer = '',
    } = typeof reply === 'number' ? { status: reply } : reply;
    response.writeHead(status, headers);
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    port: bound,
    received,
    answer: (...next) => {
      replies = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
