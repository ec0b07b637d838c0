import { decodeJobMetadata } from './job-metadata.js';
import { scheduledStart } from './scheduled-job.js';

/** What we read of a BullMQ job. */
interface Job {
  readonly id?: string;
  readonly opts: { readonly telemetry?: { readonly metadata?: string } };
}

/**
 * What caused a job, as `<kind>:<id>`: the step that enqueued it, or its scheduler.
 * @publicApi
 */
export function jobCausation(job: Job): string | undefined {
  const start = scheduledStart('', '', job.id ?? '');
  if (start) {
    return `scheduler:${start.scheduler}`;
  }
  return decodeJobMetadata(job.opts.telemetry?.metadata ?? '').origin?.causationId;
}
