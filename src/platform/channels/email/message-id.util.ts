import { createHash } from 'node:crypto';

/** The same id for the same delivery, so that a server which has it already can tell. */
export function messageId(idempotencyKey: string, from: string): string {
  const digest = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40);
  const domain = /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? 'backstory.invalid';
  return `<${digest}@${domain}>`;
}
