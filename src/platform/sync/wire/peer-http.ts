import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { SyncPeer } from '../peers/sync-peer.js';
import { CAPABILITIES, CAPABILITY_HEADER, MESSAGES_PATH } from '../sync.constants.js';
import { ExchangeFailedError } from '../sync.errors.js';

/** One request to a peer. */
export interface PeerRequest {
  readonly method: 'GET' | 'POST';
  /** `?from_id=7`, or nothing. */
  readonly query?: string;
  readonly body?: string;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Bytes of the answer; one with more is none. */
  readonly limit: number;
}

/** What a peer answered. */
export interface PeerAnswer {
  readonly status: number;
  readonly body: string;
  /** What it announced; null for a Ruby gem. */
  readonly capabilities: string | null;
}

/**
 * Asks a peer, and reads all of its answer or none: a broken, endless or too long one is an error.
 * A redirect is an answer like others and is not followed, since a POST would become a GET.
 * @throws ExchangeFailedError
 */
export async function askPeer(
  peer: SyncPeer & { readonly url: string },
  request: PeerRequest,
): Promise<PeerAnswer> {
  const limit = AbortSignal.timeout(request.timeout);
  try {
    const response = await exchange(peer, request, limit);
    const capabilities = response.headers[CAPABILITY_HEADER];
    return {
      status: response.statusCode ?? 0,
      body: await readWhole(response, request.limit),
      capabilities: typeof capabilities === 'string' ? capabilities.slice(0, 200) : null,
    };
  } catch (error) {
    if (error instanceof AnswerTooLongError) {
      throw new ExchangeFailedError(peer.name, error.message, error);
    }
    if (limit.aborted) {
      throw new ExchangeFailedError(
        peer.name,
        `it did not finish its answer within ${request.timeout} ms`,
        error,
      );
    }
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ExchangeFailedError(peer.name, `it gave no answer: ${message || code}`, error);
  }
}

class AnswerTooLongError extends Error {}

function exchange(
  peer: SyncPeer & { readonly url: string },
  { method, query = '', body }: PeerRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = `${peer.url.replace(/\/+$/, '')}${MESSAGES_PATH}${query}`;
  const [{ username, password } = { username: '', password: '' }] = peer.credentials;
  const isPlain = url.startsWith('http:');
  const options = {
    method,
    signal,
    // Each a connection of its own: a kept one may be closed by the peer just when it is used again.
    agent: isPlain ? new HttpAgent() : new HttpsAgent(),
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      'user-agent': 'Backstory',
      accept: '*/*',
      'accept-encoding': 'identity',
      connection: 'close',
      ...(peer.mode === 'backstory' && { [CAPABILITY_HEADER]: CAPABILITIES }),
      ...(body !== undefined && {
        // A form, as the gem calls it, would be taken apart on the way.
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
    },
  };
  return new Promise((resolve, reject) => {
    const sent = isPlain ? httpRequest(url, options) : httpsRequest(url, options);
    sent.once('response', resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readWhole(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the response and its socket.
    if (size > most) throw new AnswerTooLongError(`its answer is longer than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
