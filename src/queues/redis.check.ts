import { Redis } from 'ioredis';
import type { HealthCheck } from '../http/health/health-check.interface.js';
import { UnhealthyError } from '../http/health/health.errors.js';

const POLICY = 'noeviction';

/** Redis answers, and may not throw queued jobs away to save memory. */
export class RedisCheck implements HealthCheck {
  readonly name = 'redis';
  private readonly redis: Redis;

  constructor(url: string) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      commandTimeout: 1_500,
    });
    // Without a listener the first refused connection would end the process.
    this.redis.on('error', () => undefined);
  }

  async check(): Promise<void> {
    await this.redis.ping();
    const policy = await this.policy();
    if (policy !== undefined && policy !== POLICY) {
      throw new UnhealthyError(
        `Its maxmemory-policy is ${policy}, which may delete jobs. Set it to ${POLICY}.`,
      );
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  /** Hosted servers may not let a client ask; those are set up by somebody who knows. */
  private async policy(): Promise<string | undefined> {
    try {
      const [, policy] = await this.redis.config('GET', 'maxmemory-policy');
      return policy;
    } catch {
      return undefined;
    }
  }
}
