import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { runInNewContext } from '../../../../platform/correlation/index.js';
import { retryTransaction } from '../../../../platform/events/index.js';
import { GithubDeliveries } from '../github-deliveries.js';
import { contextOf } from '../mirroring/signal-context.js';
import { GithubMirror } from '../mirroring/github-mirror.js';
import { ArchiveBatch, type BatchedSignal, type BrokenLine } from './archive-batch.js';
import { type ArchiveCounts, countOutcome, noCounts, sumOfCounts } from './archive-counts.js';
import type { ArchiveSource } from './archive-file.js';
import { ArchiveImports, type ArchivePosition } from './archive-imports.js';
import { archiveLines } from './archive-lines.js';
import { ArchiveUnreadableError } from './archive.errors.js';

/**
 * Does not wait for the disk at each commit. A server that loses power forgets the last moments, how
 * far the import got included: the next run repeats them.
 */
const FAST_COMMIT = 'SET LOCAL synchronous_commit TO off';

/** Classes of SQLSTATE that the data is to blame for: data exceptions and broken constraints. */
const DATA_AT_FAULT = /^2[23]/;

/** Whom to tell, and when to stop. */
export interface ArchiveOptions {
  /** Stops after the lines that are being written. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ArchiveCounts) => void;
  readonly onBroken?: (broken: BrokenLine) => void;
}

/** What one run did. */
export interface ArchiveResult {
  /** Lines that an earlier run had read. */
  readonly before: number;
  readonly counts: ArchiveCounts;
}

/** Replays what an archive tells of issues, as if each event came now, at its own time. */
@Injectable()
export class ArchiveImporter {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: ArchiveImports,
    private readonly deliveries: GithubDeliveries,
    private readonly mirror: GithubMirror,
  ) {}

  /**
   * Goes on where the last run of the same archive stopped, however it ended.
   * @throws ArchiveBusyError when another process reads the same archive
   * @throws ArchiveUnreadableError when it breaks off; what came before stays
   */
  async run(source: ArchiveSource, options: ArchiveOptions = {}): Promise<ArchiveResult> {
    const { id } = await this.imports.open(source);
    return id === undefined
      ? this.replay(source, options)
      : this.imports.exclusively(source, id, () => this.replay(source, options));
  }

  private async replay(source: ArchiveSource, options: ArchiveOptions): Promise<ArchiveResult> {
    let at = await this.imports.open(source);
    const before = at.lines;
    let counts = noCounts();
    const write = async (batch: ArchiveBatch): Promise<void> => {
      at = await this.write(source, at, batch);
      counts = sumOfCounts(counts, batch.counts);
      batch.broken.forEach((broken) => options.onBroken?.(broken));
      options.onProgress?.(counts);
    };
    for await (const batch of batches(source, at)) {
      await write(batch);
      if (options.signal?.aborted) {
        break;
      }
    }
    return { before, counts };
  }

  private async write(
    source: ArchiveSource,
    at: ArchivePosition,
    batch: ArchiveBatch,
  ): Promise<ArchivePosition> {
    try {
      return await this.inOneTransaction(source, at, batch, batch.signals);
    } catch (error) {
      if (!isAboutData(error)) {
        throw error;
      }
      return this.oneByOne(source, at, batch);
    }
  }

  /** Something in the batch cannot be stored: all of it but that is. */
  private async oneByOne(
    source: ArchiveSource,
    at: ArchivePosition,
    batch: ArchiveBatch,
  ): Promise<ArchivePosition> {
    const counts = noCounts();
    for (const signal of batch.signals) {
      try {
        const done = await retryTransaction(this.dataSource, {}, (manager) =>
          this.take(manager, [signal]),
        );
        Object.assign(counts, sumOfCounts(counts, done));
      } catch (error) {
        if (!isAboutData(error)) {
          throw error;
        }
        batch.refuse(signal.line, (error as Error).message);
      }
    }
    return this.inOneTransaction(source, at, batch, [], counts);
  }

  private async inOneTransaction(
    source: ArchiveSource,
    at: ArchivePosition,
    batch: ArchiveBatch,
    signals: readonly BatchedSignal[],
    done: ArchiveCounts = noCounts(),
  ): Promise<ArchivePosition> {
    const { after, taken } = await retryTransaction(this.dataSource, {}, async (manager) => {
      await manager.query(FAST_COMMIT);
      const told = sumOfCounts(done, await this.take(manager, signals));
      const counts = sumOfCounts(sumOfCounts(at.counts, batch.counts), told);
      const next = { ...at, position: batch.end, lines: batch.lines, counts };
      await this.imports.advance(manager, source, at, next);
      return { after: next, taken: told };
    });
    Object.assign(batch.counts, sumOfCounts(batch.counts, taken));
    return after;
  }

  private async take(
    manager: EntityManager,
    signals: readonly BatchedSignal[],
  ): Promise<ArchiveCounts> {
    const counts = noCounts();
    for (const { id, type, signal } of signals) {
      const delivery = { id: `event:${id}`, event: type };
      const context = { ...contextOf(signal, `github-event:${id}`), source: 'replay' };
      await runInNewContext(context, async () => {
        if (!(await this.deliveries.begin(manager, delivery))) {
          counts.seen += 1;
          return;
        }
        const { outcome, reason } = await this.mirror.apply(manager, signal);
        await this.deliveries.end(manager, delivery.id, outcome, reason);
        countOutcome(counts, outcome, reason);
      });
    }
    return counts;
  }
}

async function* batches(
  source: ArchiveSource,
  { position, lines }: ArchivePosition,
): AsyncGenerator<ArchiveBatch> {
  let batch = new ArchiveBatch();
  let last = lines;
  try {
    for await (const line of archiveLines(await source.read(position), { position, lines })) {
      batch.add(line);
      last = line.number;
      if (batch.isFull) {
        yield batch;
        batch = new ArchiveBatch();
      }
    }
  } catch (error) {
    if (!batch.isEmpty) {
      yield batch;
    }
    throw new ArchiveUnreadableError(source.name, error, last);
  }
  if (!batch.isEmpty) {
    yield batch;
  }
}

function isAboutData(error: unknown): boolean {
  return (
    error instanceof QueryFailedError && DATA_AT_FAULT.test(String(error.driverError?.code ?? ''))
  );
}
