import type { IncomingMessage, ServerResponse } from 'node:http';
import { runInNewContext } from './correlation-context.js';
import { CORRELATION_HEADER, TRACEPARENT_HEADER } from './correlation.constants.js';
import type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';
import { parseCorrelationId } from './utils/correlation-id.util.js';
import { peerList } from './utils/peer-list.util.js';
import { parseTraceparent } from './utils/traceparent.util.js';
import { uuidv7 } from './utils/uuidv7.util.js';

/** A middleware of Node's http, Express and Nest alike. */
export type CorrelationMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

const seen = new WeakSet<IncomingMessage>();

/**
 * Starts a correlation for each request and answers its id in `X-Correlation-Id`.
 * Mounted twice it acts once.
 * @publicApi
 */
export function correlationMiddleware(
  options: Pick<CorrelationModuleOptions, 'trustedPeers'> = {},
): CorrelationMiddleware {
  const trusts = options.trustedPeers?.length ? peerList(options.trustedPeers) : () => true;
  return (request, response, next) => {
    if (seen.has(request)) {
      next();
      return;
    }
    seen.add(request);
    const { headers, socket } = request;
    const given = trusts(socket.remoteAddress) && parseCorrelationId(headers[CORRELATION_HEADER]);
    const correlationId = given || uuidv7();
    const traceparent = parseTraceparent(headers[TRACEPARENT_HEADER]);
    response.setHeader('X-Correlation-Id', correlationId);
    runInNewContext({ correlationId, ...(traceparent && { traceparent }) }, next);
  };
}
