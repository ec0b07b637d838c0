import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, type EntityManager } from 'typeorm';

/** A statement that each session plans once: planning costs more than what it writes. */
export interface PreparedStatement {
  readonly text: string;
  /** Without a name it is planned anew each time. */
  readonly name?: string;
}

/**
 * Names a statement by its text, so that another release's never meets this one's.
 * @param named false where a pooler hands statements to sessions that never heard their names
 */
export function prepare(text: string, named = true): PreparedStatement {
  const name = `backstory_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  return named ? { text, name } : { text };
}

/**
 * Runs it on the manager's own connection, which TypeORM has no prepared statements for. Nothing that
 * hangs on queries there is asked: events have no versions, so nobody must be told who acts.
 * @throws QueryFailedError as `manager.query` does
 */
export async function runPrepared<R>(
  manager: EntityManager,
  { text, name }: PreparedStatement,
  values: unknown[],
): Promise<R[]> {
  const { queryRunner: given, dataSource } = manager;
  // Its connection broke: another one would write outside the caller's transaction.
  if (given?.isReleased) throw new QueryRunnerAlreadyReleasedError();
  const runner = given ?? dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    dataSource.logger.logQuery(text, values, runner);
    const { rows } = await client.query(
      name === undefined ? { text, values } : { name, text, values },
    );
    return rows as R[];
  } catch (error) {
    dataSource.logger.logQueryError(error as Error, text, values, runner);
    throw new QueryFailedError(text, values, error as Error);
  } finally {
    if (given === undefined) await runner.release();
  }
}
