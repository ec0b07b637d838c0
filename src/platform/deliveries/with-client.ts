import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/**
 * A connection of the data source's pool without what the application hangs on its queries: our own
 * bookkeeping needs no audit context, and rings no doorbell that would wake us to do more of it.
 */
export async function withClient<T>(
  dataSource: DataSource,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work((await runner.connect()) as PoolClient);
  } finally {
    await runner.release();
  }
}

/** One statement, and one transaction, on such a connection. */
export async function statement<R>(
  dataSource: DataSource,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  return withClient(dataSource, async (client) => {
    const { rows } = await client.query(text, [...values]);
    return rows as R[];
  });
}
