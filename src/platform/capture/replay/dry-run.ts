import type { DataSource, EntityManager } from 'typeorm';
import type {
  ChangeReplay,
  ChangeReplayOptions,
  ChangeReplayProgress,
} from '../interfaces/change-replay.interface.js';
import { keptIf } from './kept-if.js';
import type { PastVersion, PastVersions } from './past-versions.js';

/** Makes a page's deliveries, and answers how many those are. */
type Deliver = (manager: EntityManager, page: readonly PastVersion[]) => Promise<number>;

/** Does all of a replay, and takes every page back. */
export async function dryRun(
  dataSource: DataSource,
  { processor, name }: ChangeReplay,
  versions: PastVersions,
  deliver: Deliver,
  { signal, onProgress, pageSize }: ChangeReplayOptions & { readonly pageSize: number },
): Promise<ChangeReplayProgress> {
  const { lastId, total } = await versions.extent(dataSource.manager);
  let position = '0';
  let processed = 0;
  let deliveries = 0;
  const progress = (state: ChangeReplayProgress['state']): ChangeReplayProgress => ({
    processor,
    name,
    state,
    total,
    processed,
    deliveries,
    error: null,
  });
  for (;;) {
    if (signal?.aborted) return progress('paused');
    const page = await versions.page(dataSource.manager, position, lastId, pageSize);
    const last = page.at(-1);
    if (last === undefined) return progress('done');
    await keptIf(dataSource, async (manager) => {
      deliveries += await deliver(manager, page);
      return false;
    });
    processed += page.length;
    position = last.refId;
    onProgress?.(progress('running'));
  }
}
