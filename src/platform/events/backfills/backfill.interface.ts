import type { EntityManager } from 'typeorm';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import type { EventOf } from '../interfaces/event.interface.js';
import type { EventScanFilter } from '../reading/event-scan.js';

/**
 * Work over past events.
 * @publicApi
 */
export interface Backfill<E extends AggregateEvents = AggregateEvents> {
  /** Unique and stable: by it the work is paused and goes on. */
  readonly name: string;
  readonly events: E;
  readonly filter?: EventScanFilter<E>;
  /** Events in one transaction. @defaultValue 500 */
  readonly batchSize?: number;
  /**
   * Works on some events, oldest first. What it writes through the manager is committed together with
   * how far the backfill is: exactly once, however often it is stopped.
   */
  handle(events: readonly EventOf<E>[], manager: EntityManager): Promise<void>;
}

export interface BackfillRunOptions {
  /** Pauses the work after the batch under way. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** Does everything and keeps nothing of it. @defaultValue false */
  readonly dryRun?: boolean;
  /** Begins again, however far an earlier run got. @defaultValue false */
  readonly restart?: boolean;
}

export type BackfillState = 'running' | 'paused' | 'done' | 'failed';

/** How far a backfill is. @publicApi */
export interface BackfillProgress {
  readonly name: string;
  readonly aggregate: string;
  readonly state: BackfillState;
  /** Events that it will have worked on at the end. */
  readonly total: number;
  readonly processed: number;
  readonly error: string | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
}
