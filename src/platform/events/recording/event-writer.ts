import type { EntityManager } from 'typeorm';
import type { RecordingOutcome } from '../interfaces/event-input.interface.js';
import type { AnyEvent } from '../interfaces/event.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { toEvent, type EventRow } from '../tables/event-columns.sql.js';
import type { EventDraft } from './event-draft.interface.js';
import type { PlannedEvent } from './plan-event.js';
import { mergeExtras } from './merge-extras.js';
import {
  appendManySql,
  appendSql,
  mergeSql,
  readHolderSql,
  RENEW_SLOT,
  takeSlotSql,
  touchSql,
} from './recording.sql.js';
import type { Throttle } from './throttle.js';

/** What became of one planned event. */
export interface Written {
  readonly event: AnyEvent;
  readonly outcome: RecordingOutcome;
}

interface Slot {
  readonly event_id: string;
  readonly taken: boolean;
  readonly at: string;
}

type Throttled = PlannedEvent & { readonly throttle: Throttle };

const TAKE = { sliding: takeSlotSql(true), fixed: takeSlotSql(false) };

/** The statements that write the events of one aggregate. */
export class EventWriter {
  private readonly sql: Readonly<
    Record<'append' | 'appendMany' | 'touch' | 'merge' | 'read', string>
  >;

  constructor(private readonly events: AggregateEvents) {
    this.sql = {
      append: appendSql(events),
      appendMany: appendManySql(events),
      touch: touchSql(events),
      merge: mergeSql(events),
      read: readHolderSql(events),
    };
  }

  /** New events, in the order given, by one statement. */
  async append(manager: EntityManager, drafts: readonly EventDraft[]): Promise<AnyEvent[]> {
    const [first] = drafts;
    if (first !== undefined && drafts.length === 1) {
      return [await this.appendOne(manager, first, null)];
    }
    const numbered = drafts.map((draft, n) => ({ ...draft, n }));
    const values = [this.events.itemType, JSON.stringify(numbered)];
    const rows = await manager.query<EventRow[]>(this.sql.appendMany, values);
    return rows.map((row) => toEvent(this.events, row));
  }

  /**
   * A new event, or the one inside whose window this one falls. Two statements, since the second
   * must see what a winner committed while the first was waiting for it.
   */
  async appendOrThrottle(manager: EntityManager, planned: Throttled): Promise<Written> {
    const { key, within, most, lifetime, onThrottled } = planned.throttle;
    const [slot] = await manager.query<Slot[]>(
      onThrottled === 'ignore' ? TAKE.fixed : TAKE.sliding,
      [key, this.events.aggregate, planned.draft.occurred_at, within, most, lifetime],
    );
    if (slot?.taken) {
      return this.appendInto(manager, planned, slot);
    }
    const throttled = await this.throttle(manager, planned, slot);
    return throttled ?? this.renew(manager, planned);
  }

  /** Undefined when the event that holds the slot is gone, or can take no more. */
  private async throttle(
    manager: EntityManager,
    planned: Throttled,
    slot: Slot | undefined,
  ): Promise<Written | undefined> {
    const { key, onThrottled } = planned.throttle;
    if (onThrottled === 'touch' && slot !== undefined) {
      return this.written('touched', await this.update(manager, 'touch', [slot.event_id, slot.at]));
    }
    const [holder] = await manager.query<EventRow[]>(this.sql.read, [key]);
    if (onThrottled === 'ignore' || holder === undefined || slot === undefined) {
      return this.written('ignored', holder);
    }
    const { extra: earlier } = toEvent(this.events, holder);
    const merged = await mergeExtras(planned.spec, earlier, planned.draft.extra);
    if (merged === undefined) {
      return undefined;
    }
    const { schema_version: version } = planned.draft;
    const values = [slot.event_id, slot.at, JSON.stringify(merged), version];
    return this.written('merged', await this.update(manager, 'merge', values));
  }

  private async renew(manager: EntityManager, planned: Throttled): Promise<Written> {
    const [[slot]] = await manager.query<[[Slot]]>(RENEW_SLOT, [planned.throttle.key]);
    return this.appendInto(manager, planned, slot);
  }

  private async appendInto(
    manager: EntityManager,
    { draft }: PlannedEvent,
    { event_id, at }: Slot,
  ): Promise<Written> {
    const event = await this.appendOne(manager, { ...draft, occurred_at: at }, event_id);
    return { event, outcome: 'recorded' };
  }

  private async appendOne(
    manager: EntityManager,
    draft: EventDraft,
    id: string | null,
  ): Promise<AnyEvent> {
    const { aggregate_id, action, actor_id, actor_type, record_type, record_id } = draft;
    const { extra, schema_version, correlation_id, causation_id, source, occurred_at } = draft;
    const [row] = await manager.query<[EventRow]>(this.sql.append, [
      this.events.itemType,
      id,
      occurred_at,
      aggregate_id,
      action,
      actor_id,
      actor_type,
      record_type,
      record_id,
      extra === null ? null : JSON.stringify(extra),
      schema_version,
      correlation_id,
      causation_id,
      source,
    ]);
    return toEvent(this.events, row);
  }

  private async update(
    manager: EntityManager,
    statement: 'touch' | 'merge',
    values: readonly unknown[],
  ): Promise<EventRow | undefined> {
    const [rows] = await manager.query<[EventRow[]]>(this.sql[statement], [...values]);
    return rows[0];
  }

  private written(outcome: RecordingOutcome, row: EventRow | undefined): Written | undefined {
    return row && { event: toEvent(this.events, row), outcome };
  }
}
