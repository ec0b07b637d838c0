import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type ArchiveCounts, noCounts, sumOfCounts } from './archive-counts.js';
import type { ArchiveSource } from './archive-file.js';
import { ArchiveBusyError } from './archive.errors.js';

/** First half of the advisory lock of an import; the number spells `GHAR`. */
const IMPORT_LOCK = 0x47_48_41_52;

/** How far an archive was read. */
export interface ArchivePosition {
  /** Absent for a stream, which is always read from its beginning. */
  readonly id?: string;
  /** The byte of the text to go on from. */
  position: number;
  lines: number;
  counts: ArchiveCounts;
}

/** Keeps how far each archive was read, by what is in it rather than by where it lies. */
@Injectable()
export class ArchiveImports {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Where to go on with an archive; at its beginning when it is new. */
  async open({ fingerprint, name }: ArchiveSource): Promise<ArchivePosition> {
    if (fingerprint === undefined) {
      return { position: 0, lines: 0, counts: noCounts() };
    }
    const [row] = await this.dataSource.query<
      { id: string; position: string; lines: string; counts: Partial<ArchiveCounts> }[]
    >(
      `INSERT INTO github_imports (fingerprint, name) VALUES ($1, $2)
       ON CONFLICT (fingerprint) DO UPDATE SET name = $2
       RETURNING id, position, lines, counts`,
      [fingerprint, name],
    );
    return {
      id: row!.id,
      position: Number(row!.position),
      lines: Number(row!.lines),
      counts: sumOfCounts(noCounts(), row!.counts),
    };
  }

  /**
   * Moves on, in the transaction of what was imported: there is nothing in between.
   * @throws ArchiveBusyError when somebody else moved it meanwhile
   */
  async advance(
    manager: EntityManager,
    source: ArchiveSource,
    before: ArchivePosition,
    { position, lines, counts }: ArchivePosition,
  ): Promise<void> {
    if (before.id === undefined) {
      return;
    }
    const [, moved] = await manager.query<[unknown[], number]>(
      `UPDATE github_imports SET position = $2, lines = $3, counts = $4, updated_at = now()
       WHERE id = $1 AND position = $5`,
      [before.id, position, lines, JSON.stringify(counts), before.position],
    );
    if (moved === 0) {
      throw new ArchiveBusyError(source.name);
    }
  }

  /** @throws ArchiveBusyError when another process reads the same archive; its lock ends with it */
  async exclusively<T>(source: ArchiveSource, id: string, work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const lock = [IMPORT_LOCK, Number(id)];
    try {
      const [row] = await this.dataSource.query<{ free: boolean }[]>(
        'SELECT pg_try_advisory_lock($1, $2) AS free',
        lock,
        runner,
      );
      if (!row?.free) {
        throw new ArchiveBusyError(source.name);
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
}
