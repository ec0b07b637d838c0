import type { DataSource } from 'typeorm';
import { ImportOvertakenError } from './git-import.errors.js';
import type { GitImport } from './git-import.entity.js';

/** First half of the advisory lock of an import; the number spells `BGIT`. */
const IMPORT_LOCK = 0x42_47_49_54;

/** Does the work unless another process works on the same import. The lock ends with its session. */
export async function exclusively<T>(
  dataSource: DataSource,
  record: GitImport,
  work: () => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const lock = [IMPORT_LOCK, Number(record.id)];
  try {
    const [row] = await dataSource.query<{ free: boolean }[]>(
      'SELECT pg_try_advisory_lock($1, $2) AS free',
      lock,
      runner,
    );
    if (!row?.free) {
      throw new ImportOvertakenError(record.name);
    }
    try {
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1, $2)', lock);
    }
  } finally {
    await runner.release();
  }
}
