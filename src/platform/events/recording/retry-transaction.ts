import { setTimeout as pause } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** Nothing was committed: a concurrent change (40001) or a deadlock (40P01). */
const RETRIABLE = new Set(['40001', '40P01']);
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 250;

export interface RetryOptions {
  /** @defaultValue the server's, as a rule READ COMMITTED */
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  /** How often in all. @defaultValue 10 */
  readonly attempts?: number;
}

/**
 * Runs `work` in a transaction, again when PostgreSQL could not serialize it. Under REPEATABLE READ
 * and SERIALIZABLE that is how two callers who throttle into one event meet: the second must start
 * over to see the first's. `work` runs several times: let it do nothing outside the database.
 * @example
 * ```ts
 * await retryTransaction(dataSource, { isolation: 'REPEATABLE READ' }, (manager) =>
 *   events.recordEvent(manager, issue, 'viewed'));
 * ```
 * @publicApi
 */
export async function retryTransaction<T>(
  dataSource: DataSource,
  { isolation, attempts = 10 }: RetryOptions,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (isolation === undefined
        ? dataSource.transaction(work)
        : dataSource.transaction(isolation, work));
    } catch (error) {
      if (attempt >= attempts || !isRetriable(error)) {
        throw error;
      }
      // Those who collided must not collide again.
      const longest = Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE);
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }
}

function isRetriable(error: unknown): boolean {
  const { code } = (error instanceof QueryFailedError ? error.driverError : error) as {
    readonly code?: string;
  };
  return RETRIABLE.has(code ?? '');
}
