import type { DataSource, EntitySubscriberInterface } from 'typeorm';
import { currentContext } from '../../src/platform/correlation/index.js';

/**
 * How many SQL statements run for the requests of one correlation while `work` sends them; what
 * relays and health checks do meanwhile does not count.
 */
export async function countQueries(
  dataSource: DataSource,
  correlationId: string,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const counter: EntitySubscriberInterface = {
    beforeQuery: () => {
      count += currentContext()?.correlationId === correlationId ? 1 : 0;
    },
  };
  dataSource.subscribers.push(counter);
  try {
    await work();
  } finally {
    dataSource.subscribers.splice(dataSource.subscribers.indexOf(counter), 1);
  }
  return count;
}
