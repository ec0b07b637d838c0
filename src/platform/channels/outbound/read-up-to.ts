import type { IncomingMessage } from 'node:http';

/** The beginning of a body; the connection ends as soon as there is more. */
export async function readUpTo(
  response: IncomingMessage,
  limit: number,
): Promise<{ body: string; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    // Leaving the loop destroys the response and its socket.
    if (size > limit) break;
  }
  return { body: Buffer.concat(chunks).toString('utf8'), truncated: size > limit };
}
