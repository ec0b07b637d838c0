import type { DataSource, EntityManager } from 'typeorm';

/** Ends a transaction without keeping it. */
class Undone extends Error {}

/** Runs `work` in a transaction; what it did is kept when it answers true. */
export async function inTransactionIf(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<boolean>,
): Promise<void> {
  try {
    await dataSource.transaction(async (manager) => {
      if (!(await work(manager))) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
}
