import { inject } from 'vitest';

/** What the global setup started for this run. */
export interface TestServers {
  /** Folder of the run; private servers live in it too, so that its reaper finds them. */
  folder: string;
  /** A superuser's URL of the run's PostgreSQL server. */
  postgres: string;
  /** The migrated database that tests clone. */
  template: string;
  /** One Redis per worker, so that pub/sub of files that run at once does not mix; none in the embedded profile. */
  redis: string[];
  /** The Redis program on this machine, when this run may use it. */
  redisProgram: string | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServers;
  }
}

export function testServers(): TestServers {
  return inject('servers');
}
