import { formatCursor } from './feed-cursor.js';

/** A comment that keeps proxies and watchdogs content. */
export const HEARTBEAT = Buffer.from(': \n\n');

/** Says how long to wait before coming back. */
export function retryHint(milliseconds: number): string {
  return `retry: ${Math.round(milliseconds)}\n\n`;
}

/** The stream is open and starts after `from`; its id makes a resume before the first entry whole. */
export function readyEvent(epoch: string, from: number, to: number): string {
  const data = { from: String(from), to: String(to), epoch };
  return named('ready', formatCursor(epoch, from), data);
}

/** Everything up to `position` was sent or does not concern this client. */
export function checkpointEvent(epoch: string, position: number): string {
  return named('checkpoint', formatCursor(epoch, position), { position: String(position) });
}

/** The client's place cannot be resumed: it reloads what it shows and goes on from `position`. */
export function resetEvent(epoch: string, position: number, reason: string): string {
  return named('reset', formatCursor(epoch, position), { position: String(position), reason });
}

/** The server ends the stream; the cursor stays as it is. */
export function goodbyeEvent(reason: string, retry: number): string {
  const milliseconds = Math.round(retry);
  return `retry: ${milliseconds}\n${named('goodbye', undefined, { reason, retry: milliseconds })}`;
}

function named(event: string, id: string | undefined, data: object): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
