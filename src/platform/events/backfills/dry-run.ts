import type { DataSource } from 'typeorm';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import type { EventScan } from '../reading/event-scan.js';
import type { Backfill, BackfillProgress, BackfillRunOptions } from './backfill.interface.js';
import { inTransactionIf } from './in-transaction-if.js';

/** Events in one transaction, where a backfill does not say. */
export const DEFAULT_BATCH = 500;

/** Does a backfill's work from the beginning, and takes every batch back. */
export async function dryRun(
  dataSource: DataSource,
  scan: EventScan<AggregateEvents>,
  task: Backfill,
  { signal, onProgress }: BackfillRunOptions,
): Promise<BackfillProgress> {
  const { name, filter = {}, batchSize: limit = DEFAULT_BATCH } = task;
  const { aggregate } = task.events;
  const startedAt = new Date().toISOString();
  const through = await scan.settledId(signal);
  const common = {
    name,
    aggregate,
    total: await scan.count(filter, through),
    error: null,
    startedAt,
  };
  let processed = 0;
  let after = '0';
  const progress = (state: BackfillProgress['state']): BackfillProgress => {
    const updatedAt = new Date().toISOString();
    return {
      ...common,
      state,
      processed,
      updatedAt,
      finishedAt: state === 'done' ? updatedAt : null,
    };
  };
  for (;;) {
    if (signal?.aborted) {
      return progress('paused');
    }
    const page = await scan.page(filter, { after, through, limit });
    const last = page.at(-1);
    if (last === undefined) {
      return progress('done');
    }
    await inTransactionIf(dataSource, async (manager) => {
      await task.handle(page, manager);
      return false;
    });
    processed += page.length;
    after = last.id;
    onProgress?.(progress('running'));
  }
}
