import type { GithubReading } from '../github-signal.interface.js';
import { webhookSchema } from './github.schemas.js';
import { READERS } from './read-fact.js';

/** Whether webhooks of this name can tell anything that is mirrored. */
export function isMirrored(event: string): boolean {
  return Object.hasOwn(READERS, event);
}

/**
 * Reads a webhook of GitHub.
 * @throws z.ZodError when the payload is not what GitHub sends under this name
 */
export function readWebhook(event: string, payload: unknown): GithubReading {
  const read = isMirrored(event) ? READERS[event] : undefined;
  if (!read) {
    return { ignored: `events of type "${event}" are not mirrored` };
  }
  const { repository, sender } = webhookSchema.parse(payload);
  const reading = read(repository, payload);
  return 'ignored' in reading ? reading : { signal: { repository, actor: sender, ...reading } };
}
