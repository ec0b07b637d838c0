import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Deliveries, type StoredRoute } from '../../deliveries/index.js';
import {
  ReplayConflictError,
  ReplayNameError,
  ReplayNotFoundError,
  UnknownProcessorError,
} from '../capture.errors.js';
import type {
  ChangeReplay,
  ChangeReplayOptions,
  ChangeReplayProgress,
} from '../interfaces/change-replay.interface.js';
import { dryRun } from './dry-run.js';
import { keptIf } from './kept-if.js';
import { checkFilter, PastVersions, type PastVersion } from './past-versions.js';
import { ReplayStore, type StoredReplay } from './replay-store.js';

const NAME = /^[a-z0-9][a-z0-9_.:-]{0,99}$/;
const PAGE = 500;

/**
 * Delivers past changes to a processor once more: to a new one that shall know the past, or to one
 * that was broken.
 * @publicApi
 */
@Injectable()
export class ChangeReplays {
  private readonly store: ReplayStore;

  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: Deliveries,
  ) {
    this.store = new ReplayStore(dataSource);
  }

  /** Those that were ever begun. */
  list(): Promise<ChangeReplayProgress[]> {
    return this.store.list();
  }

  /** Stops whoever works on it, in whichever process. @throws ReplayNotFoundError */
  async pause(replay: ChangeReplay): Promise<ChangeReplayProgress> {
    await this.store.setState(replay, ['running'], 'paused');
    return this.stored(replay);
  }

  /**
   * Begins a replay, or goes on with the one of this name, until it is done, paused or failed.
   * Deliveries and how far it is commit together, so nothing is made twice, however often it stops.
   * @throws UnknownProcessorError, ReplayNameError, ReplayFilterError, ReplayConflictError
   */
  async run(
    replay: ChangeReplay,
    options: ChangeReplayOptions = {},
  ): Promise<ChangeReplayProgress> {
    const routes = await this.routesOf(replay);
    checkFilter(replay.filter ?? {});
    const versions = new PastVersions(routes, replay.filter ?? {});
    const { dryRun: isDry = false, pageSize = PAGE } = options;
    if (isDry) {
      const deliver: Parameters<typeof dryRun>[3] = (manager, page) =>
        this.deliver(manager, replay, page);
      return dryRun(this.dataSource, replay, versions, deliver, { ...options, pageSize });
    }
    await this.begin(replay, versions, options.restart ?? false);
    try {
      while (!options.signal?.aborted) {
        const stored = await this.page(replay, versions, pageSize);
        options.onProgress?.(stored);
        if (stored.state !== 'running') return stored;
      }
    } catch (error) {
      await this.store.setState(replay, ['running'], 'failed', String(error));
      throw error;
    }
    return this.pause(replay);
  }

  private async routesOf({ processor, name }: ChangeReplay): Promise<StoredRoute[]> {
    if (!NAME.test(name)) throw new ReplayNameError(name);
    const { manager } = this.dataSource;
    const all = await this.deliveries.routesOf(manager, 'version');
    const keyed = all.filter(({ key }) => key !== undefined);
    const routes = keyed.filter(({ subscriber }) => subscriber === processor);
    if (routes.length > 0) return routes;
    const known = new Set(keyed.map(({ subscriber }) => subscriber));
    throw new UnknownProcessorError(processor, [...known]);
  }

  private async begin(
    replay: ChangeReplay,
    versions: PastVersions,
    restart: boolean,
  ): Promise<void> {
    if (restart || (await this.store.find(replay)) === undefined) {
      const extent = await versions.extent(this.dataSource.manager);
      await this.store.create(replay, extent, restart);
    }
    if (!(await this.store.isOf(replay, replay.filter ?? {}))) {
      throw new ReplayConflictError(replay.processor, replay.name);
    }
    await this.store.setState(replay, ['paused', 'failed'], 'running');
  }

  private async page(
    replay: ChangeReplay,
    versions: PastVersions,
    size: number,
  ): Promise<StoredReplay> {
    const stored = await this.stored(replay);
    if (stored.state !== 'running') return stored;
    const { position, lastId } = stored;
    const page = await versions.page(this.dataSource.manager, position, lastId, size);
    const last = page.at(-1);
    if (last === undefined) {
      await this.store.setState(replay, ['running'], 'done');
      return this.stored(replay);
    }
    await keptIf(this.dataSource, async (manager) => {
      const deliveries = await this.deliver(manager, replay, page);
      const counts = { versions: page.length, deliveries };
      return this.store.advance(manager, stored, last.refId, counts);
    });
    return this.stored(replay);
  }

  private deliver(
    manager: EntityManager,
    { processor: subscriber, name: run, filter }: ChangeReplay,
    page: readonly PastVersion[],
  ): Promise<number> {
    const target = filter?.key;
    const redelivery = { subscriber, run, ...(target !== undefined && { target }) };
    return this.deliveries.redeliver(manager, redelivery, page);
  }

  private async stored(replay: ChangeReplay): Promise<StoredReplay> {
    const stored = await this.store.find(replay);
    if (!stored) throw new ReplayNotFoundError(replay.processor, replay.name);
    return stored;
  }
}
