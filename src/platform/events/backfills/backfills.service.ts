import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  BackfillConflictError,
  BackfillNameError,
  BackfillNotFoundError,
} from '../events.errors.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { EventScan } from '../reading/event-scan.js';
import { BackfillStore, type StoredBackfill } from './backfill-store.js';
import type { Backfill, BackfillProgress, BackfillRunOptions } from './backfill.interface.js';
import { DEFAULT_BATCH, dryRun } from './dry-run.js';
import { inTransactionIf } from './in-transaction-if.js';

const NAME = /^[a-z0-9][a-z0-9_.:-]{0,99}$/;

/**
 * Works through past events, in batches that can be paused and resumed.
 * @publicApi
 */
@Injectable()
export class Backfills {
  private readonly registered = new Map<string, Backfill>();
  private readonly store: BackfillStore;

  constructor(private readonly dataSource: DataSource) {
    this.store = new BackfillStore(dataSource);
  }

  /**
   * Makes a backfill known by its name, to the command line for one.
   * @throws BackfillNameError
   */
  register<E extends AggregateEvents>(backfill: Backfill<E>): void {
    checkName(backfill.name);
    if (this.registered.has(backfill.name)) {
      throw new BackfillNameError(backfill.name, 'another one is');
    }
    this.registered.set(backfill.name, backfill);
  }

  /** The names of those that were registered. */
  names(): string[] {
    return [...this.registered.keys()];
  }

  /** How far those are that were ever started. */
  list(): Promise<BackfillProgress[]> {
    return this.store.list();
  }

  /** @throws BackfillNotFoundError */
  async progress(name: string): Promise<BackfillProgress> {
    return this.stored(name);
  }

  /** Stops whoever works on it, in whichever process; the batch under way is undone or counted. */
  async pause(name: string): Promise<BackfillProgress> {
    await this.store.setState(name, ['running'], 'paused');
    return this.stored(name);
  }

  /**
   * Begins a backfill or goes on with it, until it is done, paused or failed. Several processes may
   * run the same one: each batch still counts once.
   * @param backfill one of its own, or the name of a registered one
   * @throws BackfillNotFoundError, BackfillConflictError, and what the backfill itself throws
   */
  async run<E extends AggregateEvents>(
    backfill: Backfill<E> | string,
    options: BackfillRunOptions = {},
  ): Promise<BackfillProgress> {
    const task = this.taskOf(backfill);
    const scan = new EventScan(task.events, this.dataSource);
    if (options.dryRun === true) {
      return dryRun(this.dataSource, scan, task, options);
    }
    await this.start(scan, task, options);
    try {
      while (!options.signal?.aborted) {
        const stored = await this.batch(scan, task);
        options.onProgress?.(stored);
        if (stored.state !== 'running') {
          return stored;
        }
      }
    } catch (error) {
      await this.store.setState(task.name, ['running'], 'failed', String(error));
      throw error;
    }
    return this.pause(task.name);
  }

  private async start(
    scan: EventScan<AggregateEvents>,
    { name, filter = {}, events: { aggregate } }: Backfill,
    { signal, restart = false }: BackfillRunOptions,
  ): Promise<void> {
    if (restart || (await this.store.find(name)) === undefined) {
      const lastId = await scan.settledId(signal);
      const total = await scan.count(filter, lastId);
      await this.store.create({ name, aggregate, filter, lastId, total }, restart);
    }
    if (!(await this.store.isOf(name, aggregate, filter))) {
      throw new BackfillConflictError(name);
    }
    await this.store.setState(name, ['paused', 'failed'], 'running');
  }

  private async batch(scan: EventScan<AggregateEvents>, task: Backfill): Promise<StoredBackfill> {
    const { name, filter = {}, batchSize: limit = DEFAULT_BATCH } = task;
    const stored = await this.stored(name);
    if (stored.state !== 'running') {
      return stored;
    }
    const page = { after: stored.position, through: stored.lastId, limit };
    const events = await scan.page(filter, page);
    const last = events.at(-1);
    if (last === undefined) {
      await this.store.setState(name, ['running'], 'done');
    } else {
      await inTransactionIf(this.dataSource, async (manager) => {
        await task.handle(events, manager);
        return this.store.advance(manager, stored, last.id, events.length);
      });
    }
    return this.stored(name);
  }

  private async stored(name: string): Promise<StoredBackfill> {
    const stored = await this.store.find(name);
    if (stored === undefined) {
      throw new BackfillNotFoundError(name, this.names());
    }
    return stored;
  }

  private taskOf<E extends AggregateEvents>(backfill: Backfill<E> | string): Backfill {
    if (typeof backfill !== 'string') {
      checkName(backfill.name);
      return backfill;
    }
    const registered = this.registered.get(backfill);
    if (registered === undefined) {
      throw new BackfillNotFoundError(backfill, this.names());
    }
    return registered;
  }
}

function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw new BackfillNameError(name, 'use up to 100 lower-case letters, digits and _ . : -');
  }
}
