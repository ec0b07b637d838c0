import { createHash } from 'node:crypto';

const SCHEDULED = /^repeat:(.+):(\d{1,15})$/s;

/** What a scheduled job starts with. */
export interface ScheduledStart {
  /** The scheduler that made it. */
  readonly scheduler: string;
  readonly correlationId: string;
}

/**
 * The start of a job that a scheduler made, by its id (`repeat:<scheduler>:<ms>`), or undefined.
 *
 * The correlation is a UUIDv7 whose random part is a hash of the job's name: every attempt at the job
 * finds the same one, on whatever worker, although nothing can be stored with the job between them.
 */
export function scheduledStart(
  namespace: string,
  queue: string,
  jobId: string,
): ScheduledStart | undefined {
  const [, scheduler, due] = SCHEDULED.exec(jobId) ?? [];
  if (scheduler === undefined) {
    return undefined;
  }
  const bytes = createHash('sha256')
    .update(JSON.stringify([namespace, queue, jobId]))
    .digest();
  bytes.writeUIntBE(Number(due), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.subarray(0, 16).toString('hex');
  const correlationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { scheduler, correlationId };
}
