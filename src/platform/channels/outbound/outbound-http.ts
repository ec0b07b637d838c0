import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { OutboundFailedError, OutboundTimeoutError } from '../channels.errors.js';
import { guardedLookup, systemResolve, type Resolve } from './guarded-lookup.js';
import { OutboundAddresses } from './outbound-addresses.js';
import { outboundUrl } from './outbound-url.js';
import { readUpTo } from './read-up-to.js';

/** Milliseconds from the lookup of the name to the last byte read, whatever the other side does. */
const TIME_LIMIT = 15_000;
/** Bytes of an answer that are read; the rest is nobody's business. */
const READ_LIMIT = 65_536;

/** One request to an address that somebody named. @publicApi */
export interface OutboundRequest {
  readonly url: string;
  /** @defaultValue POST */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal;
  /** Milliseconds for all of it. @defaultValue 15000 */
  readonly timeout?: number;
}

/** What came back, whatever its status. A redirect is an answer like others and is not followed. @publicApi */
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The first 64 KiB. */
  readonly body: string;
  readonly truncated: boolean;
}

/** How `OutboundHttp` reaches others. @publicApi */
export interface OutboundOptions {
  /** Private ranges that may be called, also by plain HTTP. @defaultValue none */
  readonly allow?: readonly string[];
  /** @defaultValue the operating system's resolver */
  readonly resolve?: Resolve;
}

/**
 * The only way out to addresses that users name. It calls public addresses over HTTPS, checks the
 * address that it really connects to, follows no redirect, uses no proxy, reads little and never
 * waits long.
 * @publicApi
 */
export class OutboundHttp {
  readonly addresses: OutboundAddresses;
  private readonly resolve: Resolve;

  constructor({ allow = [], resolve = systemResolve }: OutboundOptions = {}) {
    this.addresses = new OutboundAddresses(allow);
    this.resolve = resolve;
  }

  /**
   * Refuses a URL that can never be called, before it is stored.
   * @throws UrlRefusedError, AddressRefusedError
   */
  check(url: string): URL {
    return outboundUrl(url, this.addresses);
  }

  /**
   * Sends the request and reads the answer.
   * @throws UrlRefusedError, AddressRefusedError: it will never work
   * @throws OutboundFailedError, OutboundTimeoutError: it may work later
   */
  async send(request: OutboundRequest): Promise<OutboundAnswer> {
    const url = this.check(request.url);
    const limit = AbortSignal.timeout(request.timeout ?? TIME_LIMIT);
    const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
    try {
      const response = await this.exchange(url, request, signal);
      const { statusCode = 0, headers } = response;
      return { status: statusCode, headers, ...(await readUpTo(response, READ_LIMIT)) };
    } catch (error) {
      if (limit.aborted) throw new OutboundTimeoutError(url.host, request.timeout ?? TIME_LIMIT);
      if (request.signal?.aborted) throw new OutboundFailedError(url.host, 'it was called off');
      throw OutboundFailedError.because(url.host, error);
    }
  }

  private exchange(
    url: URL,
    { method = 'POST', headers, body }: OutboundRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const plain = url.protocol === 'http:';
    const options = {
      method,
      signal,
      lookup: guardedLookup(this.addresses, plain, this.resolve),
      headers: {
        'user-agent': 'Backstory',
        // What is not unpacked cannot burst.
        'accept-encoding': 'identity',
        connection: 'close',
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
    };
    return new Promise((resolve, reject) => {
      // Agents of our own: a global one may be set to use a proxy, or keep a checked connection.
      const sent = plain
        ? httpRequest(url, { ...options, agent: new HttpAgent() })
        : httpsRequest(url, { ...options, agent: new HttpsAgent() });
      sent.once('response', resolve);
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
