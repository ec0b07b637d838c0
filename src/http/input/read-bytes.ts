import type { Request } from 'express';
import { BodyTooLargeError, MalformedJsonError } from '../problem/http.errors.js';

/**
 * Reads a request's body to its end.
 * @throws BodyTooLargeError above `most` bytes
 * @throws MalformedJsonError when the client hung up before the end
 */
export async function readBytes(request: Request, most: number): Promise<Buffer> {
  try {
    return await readWhole(request, most);
  } catch (error) {
    // What is left of the body is read and forgotten, so that the client sees the answer.
    request.resume();
    throw isCutOff(request) ? new MalformedJsonError('it ended too early') : error;
  }
}

async function readWhole(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) {
    throw new BodyTooLargeError(most);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the request: that closes the socket under the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > most) {
      throw new BodyTooLargeError(most);
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}

function isCutOff(request: Request): boolean {
  return request.destroyed && !request.complete;
}
