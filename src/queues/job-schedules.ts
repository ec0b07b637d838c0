import { Injectable } from '@nestjs/common';
import type { JobsOptions, Queue, RepeatOptions } from 'bullmq';

/** A job that comes again and again. */
export interface JobSchedule {
  readonly queue: Queue;
  /** Unique in its queue; also what the job's correlation says it was caused by. */
  readonly id: string;
  readonly repeat: Omit<RepeatOptions, 'key'>;
  readonly jobName: string;
  readonly data?: unknown;
  readonly options?: Omit<JobsOptions, 'jobId' | 'repeat' | 'delay'>;
}

/** The schedules of all modules; written into the queues by the process that schedules. */
@Injectable()
export class JobSchedules {
  private readonly schedules: JobSchedule[] = [];

  add(schedule: JobSchedule): void {
    this.schedules.push(schedule);
  }

  /** Safe to call from any number of processes: a schedule is found by its id and kept. */
  async write(): Promise<void> {
    for (const schedule of this.schedules) {
      await upsert(schedule);
    }
  }

  /** Writes those that their queue lost; an upsert of the others would begin their hour anew. */
  async restore(): Promise<number> {
    let written = 0;
    for (const schedule of this.schedules) {
      if (!(await schedule.queue.getJobScheduler(schedule.id))) {
        await upsert(schedule);
        written += 1;
      }
    }
    return written;
  }
}

async function upsert({ queue, id, repeat, jobName, data, options }: JobSchedule): Promise<void> {
  await queue.upsertJobScheduler(id, repeat, {
    name: jobName,
    data,
    ...(options && { opts: options }),
  });
}
