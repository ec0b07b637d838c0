import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Deliveries } from '../../deliveries/index.js';
import {
  Backfills,
  type AggregateEvents,
  type BackfillProgress,
  type BackfillRunOptions,
  type EventScanFilter,
} from '../../events/index.js';
import { UnknownInboxError } from '../inbox.errors.js';

/** Which events go to which inbox once more. @publicApi */
export interface EventReplay<E extends AggregateEvents = AggregateEvents> {
  /** Names the run: by it a replay is paused and goes on, and no event is replayed twice in it. */
  readonly name: string;
  readonly inbox: string;
  readonly events: E;
  readonly filter?: EventScanFilter<E>;
}

/** How far a replay is. @publicApi */
export interface ReplayProgress extends BackfillProgress {
  /** Deliveries that this run of it has made; fewer than events where a route wants only some. */
  readonly deliveries: number;
}

/**
 * Delivers past events to an inbox once more: to a new one that shall know the past, or to one that
 * was broken. An inbox that is not `replayable` skips them.
 * @publicApi
 */
@Injectable()
export class EventReplays {
  constructor(
    private readonly dataSource: DataSource,
    private readonly backfills: Backfills,
    private readonly deliveries: Deliveries,
  ) {}

  /**
   * Begins a replay, or goes on with the one of this name.
   * @throws UnknownInboxError, and what `Backfills.run` throws
   */
  async run<E extends AggregateEvents>(
    { name, inbox: subscriber, events, filter = {} }: EventReplay<E>,
    options: Omit<BackfillRunOptions, 'onProgress'> & {
      readonly onProgress?: (progress: ReplayProgress) => void;
    } = {},
  ): Promise<ReplayProgress> {
    const known = await this.deliveries.subscribersOf(this.dataSource.manager, 'event');
    if (!known.includes(subscriber)) {
      throw new UnknownInboxError(subscriber, known);
    }
    const { itemType } = events;
    let deliveries = 0;
    const { onProgress, ...rest } = options;
    const end = await this.backfills.run(
      {
        name: `replay:${subscriber}:${name}`,
        events,
        filter,
        handle: async (batch, manager) => {
          const facts = batch.map(({ id: refId, aggregateId: itemId, action: event }) => ({
            kind: 'event',
            refId,
            itemType,
            itemId,
            event,
          }));
          deliveries += await this.deliveries.redeliver(manager, { subscriber, run: name }, facts);
        },
      },
      { ...rest, onProgress: (progress) => onProgress?.({ ...progress, deliveries }) },
    );
    return { ...end, deliveries };
  }
}
