import type { DataSource, EntityManager } from 'typeorm';

/** Takes back what a transaction did. */
class Undone extends Error {}

/** Runs `work` in a transaction; what it did is kept when it answers true. */
export async function keptIf(
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
