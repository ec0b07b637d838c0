import type { EntityManager } from 'typeorm';
import type { RecordingOutcome } from '../interfaces/event-input.interface.js';
import type { AnyEvent } from '../interfaces/event.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { toEvent, type EventRow } from '../tables/event-columns.sql.js';
import { eventOf, summaryOf } from './drafted-event.js';
import type { EventDraft } from './event-draft.interface.js';
import type { PlannedEvent } from './plan-event.js';
import { mergeExtras } from './merge-extras.js';
import { prepare, runPrepared, type PreparedStatement } from './prepared-statement.js';
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

/** What the database chose for a new event. */
interface Appended {
  readonly id: string;
  readonly at: string;
}

type Statement =
  'append' | 'appendMany' | 'touch' | 'merge' | 'read' | 'takeSliding' | 'takeFixed' | 'renew';

/** The statements that write the events of one aggregate. */
export class EventWriter {
  private readonly statements: Readonly<Record<Statement, PreparedStatement>>;

  constructor(
    private readonly events: AggregateEvents,
    prepared: boolean,
  ) {
    const statement = (text: string): PreparedStatement => prepare(text, prepared);
    this.statements = {
      append: statement(appendSql(events)),
      appendMany: statement(appendManySql(events)),
      touch: statement(touchSql(events)),
      merge: statement(mergeSql(events)),
      read: statement(readHolderSql(events)),
      takeSliding: statement(takeSlotSql(true)),
      takeFixed: statement(takeSlotSql(false)),
      renew: statement(RENEW_SLOT),
    };
  }

  /** New events, in the order given, by one statement. */
  async append(manager: EntityManager, drafts: readonly EventDraft[]): Promise<AnyEvent[]> {
    const [first] = drafts;
    if (first !== undefined && drafts.length === 1) {
      return [await this.appendOne(manager, first, null)];
    }
    const numbered = drafts.map((draft, n) => ({ ...draft, n, summary: summaryOf(draft) }));
    const values = [this.events.itemType, JSON.stringify(numbered)];
    const rows = await this.run<Appended>(manager, 'appendMany', values);
    return rows.map(({ id, at }, n) => eventOf(this.events, drafts[n] as EventDraft, id, at));
  }

  /**
   * A new event, or the one inside whose window this one falls. Two statements, since the second
   * must see what a winner committed while the first was waiting for it.
   */
  async appendOrThrottle(manager: EntityManager, planned: Throttled): Promise<Written> {
    const { key, within, most, lifetime, onThrottled } = planned.throttle;
    const [slot] = await this.run<Slot>(
      manager,
      onThrottled === 'ignore' ? 'takeFixed' : 'takeSliding',
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
      return this.written('touched', await this.only(manager, 'touch', [slot.event_id, slot.at]));
    }
    const [holder] = await this.run<EventRow>(manager, 'read', [key]);
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
    return this.written('merged', await this.only(manager, 'merge', values));
  }

  private async renew(manager: EntityManager, planned: Throttled): Promise<Written> {
    const [slot] = await this.run<Slot>(manager, 'renew', [planned.throttle.key]);
    return this.appendInto(manager, planned, slot as Slot);
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
    const [appended] = await this.run<Appended>(manager, 'append', [
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
      JSON.stringify(summaryOf(draft)),
    ]);
    const { id: chosen, at } = appended as Appended;
    return eventOf(this.events, draft, chosen, at);
  }

  private run<R>(manager: EntityManager, statement: Statement, values: unknown[]): Promise<R[]> {
    return runPrepared(manager, this.statements[statement], values);
  }

  private async only(
    manager: EntityManager,
    statement: 'touch' | 'merge',
    values: unknown[],
  ): Promise<EventRow | undefined> {
    return (await this.run<EventRow>(manager, statement, values))[0];
  }

  private written(outcome: RecordingOutcome, row: EventRow | undefined): Written | undefined {
    return row && { event: toEvent(this.events, row), outcome };
  }
}
