import type { DataSource, EntitySubscriberInterface } from 'typeorm';

/** How many SQL statements of this data source run while `work` does. */
export async function countQueries(
  dataSource: DataSource,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const counter: EntitySubscriberInterface = {
    beforeQuery: () => {
      count += 1;
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
