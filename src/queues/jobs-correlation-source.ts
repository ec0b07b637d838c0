import { getQueueToken } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job, Queue } from 'bullmq';
import {
  CorrelationSources,
  jobCausation,
  type CorrelationNode,
  type CorrelationSource,
} from '../platform/correlation/index.js';

/** Milliseconds; a queue that hangs must not hang the question for what the database knows. */
const PATIENCE = 1_500;

/**
 * The jobs between the steps of a correlation, as long as their queue remembers them. Nothing lists
 * them by correlation, so they are looked up when a version or another job names one as its cause.
 */
@Injectable()
export class JobsCorrelationSource implements CorrelationSource, OnModuleInit {
  readonly kind = 'job';

  constructor(
    private readonly modules: ModuleRef,
    private readonly sources: CorrelationSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  list(): Promise<CorrelationNode[]> {
    return Promise.resolve([]);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    return Promise.all(ids.map((id) => this.node(id)));
  }

  private async node(id: string): Promise<CorrelationNode> {
    const colon = id.indexOf(':');
    const queueName = id.slice(0, colon);
    const jobId = id.slice(colon + 1);
    const job = await this.job(queueName, jobId);
    const causationId = jobCausation(job ?? { id: jobId, opts: {} });
    return {
      kind: 'job',
      id,
      ...(causationId !== undefined && { causationId }),
      ...(job && { occurredAt: new Date(job.timestamp).toISOString() }),
      facts: { queue: queueName, ...(job && { name: job.name, attempts: job.attemptsMade }) },
    };
  }

  private async job(queueName: string, jobId: string): Promise<Job | undefined> {
    try {
      const queue = this.modules.get<Queue>(getQueueToken(queueName), { strict: false });
      return await withinPatience(queue.getJob(jobId));
    } catch {
      return undefined;
    }
  }
}

async function withinPatience<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
