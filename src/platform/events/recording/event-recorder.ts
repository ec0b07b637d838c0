import type { EntityManager } from 'typeorm';
import type {
  AggregateReference,
  EventEntry,
  InputArguments,
  Recording,
} from '../interfaces/event-input.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import type { EventsModuleOptions } from '../interfaces/events-module-options.interface.js';
import type { ActionOf, SpecOf } from '../interfaces/event.interface.js';
import type { CommitBell } from './commit-bell.js';
import { planEvent, type LooseInput, type PlannedEvent } from './plan-event.js';
import { EventWriter, type Written } from './event-writer.js';

/**
 * Records the events of one aggregate, in the caller's transaction.
 * @example
 * ```ts
 * constructor(@InjectEvents(issueEvents) private readonly events: EventRecorder<typeof issueEvents>) {}
 *
 * await this.events.recordEvent(manager, issue, 'comment_added', { record: comment, extra });
 * ```
 * @publicApi
 */
export class EventRecorder<E extends AggregateEvents> {
  private readonly writer: EventWriter;

  constructor(
    private readonly events: E,
    private readonly bell: CommitBell,
    { preparedStatements = true }: Pick<EventsModuleOptions, 'preparedStatements'> = {},
  ) {
    this.writer = new EventWriter(events, preparedStatements);
  }

  /**
   * Records that something happened. Inside the window of an earlier event of the same action,
   * record and actor it becomes part of that one, and nobody is told.
   * @param manager of the caller's transaction; outside one, a transaction is opened where needed
   * @throws UnknownActionError, InvalidEventError
   */
  async recordEvent<A extends ActionOf<E>>(
    manager: EntityManager,
    aggregate: AggregateReference,
    action: A,
    ...[input]: InputArguments<SpecOf<E, A>>
  ): Promise<Recording<E, A>> {
    const loose = (input ?? {}) as LooseInput;
    const planned = await planEvent(this.events, aggregate, action, loose);
    const [written] = await this.write(manager, [planned]);
    return written as Recording<E, A>;
  }

  /**
   * Records several events, all or none. Throttled ones take their slots in one order for everybody,
   * so that two transactions never wait for each other; all others cost one statement together.
   * @returns what became of each, in the order given
   */
  async recordEvents(
    manager: EntityManager,
    entries: readonly EventEntry<E>[],
  ): Promise<Recording<E>[]> {
    const planned: PlannedEvent[] = [];
    for (const { aggregate, action, ...input } of entries) {
      planned.push(await planEvent(this.events, aggregate, action, input));
    }
    return (await this.write(manager, planned)) as Recording<E>[];
  }

  private async write(
    manager: EntityManager,
    planned: readonly PlannedEvent[],
  ): Promise<(Written | undefined)[]> {
    const isAtomic = planned.every(({ throttle }) => throttle === undefined);
    if (isAtomic || manager.queryRunner?.isTransactionActive) {
      return this.writeIn(manager, planned);
    }
    return manager.transaction((own) => this.writeIn(own, planned));
  }

  private async writeIn(
    manager: EntityManager,
    planned: readonly PlannedEvent[],
  ): Promise<(Written | undefined)[]> {
    const written = new Map<PlannedEvent, Written>();
    for (const event of planned.filter(isThrottled).sort(byKey)) {
      written.set(event, await this.writer.appendOrThrottle(manager, event));
    }
    const free = planned.filter((event) => !isThrottled(event));
    if (free.length > 0) {
      const events = await this.writer.append(
        manager,
        free.map(({ draft }) => draft),
      );
      for (const [index, event] of events.entries()) {
        written.set(free[index] as PlannedEvent, { event, outcome: 'recorded' });
      }
    }
    if ([...written.values()].some(({ outcome }) => outcome === 'recorded')) {
      this.bell.note(manager);
    }
    return planned.map((event) => written.get(event));
  }
}

type Throttled = PlannedEvent & { readonly throttle: NonNullable<PlannedEvent['throttle']> };

function isThrottled(event: PlannedEvent): event is Throttled {
  return event.throttle !== undefined;
}

function byKey(one: Throttled, other: Throttled): number {
  return one.throttle.key < other.throttle.key ? -1 : Number(one.throttle.key > other.throttle.key);
}
