import type { ActionOf, AggregateEvents, EventOf } from '../../events/index.js';
import { HANDLES } from '../inbox.constants.js';
import type { HandledEvents } from '../interfaces/handled-events.interface.js';
import type { InboxContext } from '../interfaces/inbox.interface.js';

/** Decorates methods that take these events, and no others. */
export type HandlerDecorator<E extends AggregateEvents, A extends ActionOf<E>> = <
  Method extends (event: EventOf<E, A>, context: InboxContext) => Promise<void>,
>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * Gives a method the events of these actions.
 * @example
 * ```ts
 * @On(issueEvents, 'comment_added', 'comment_edited')
 * async tell(event: EventOf<typeof issueEvents, 'comment_added' | 'comment_edited'>) { … }
 * ```
 * @publicApi
 */
export function On<E extends AggregateEvents, const A extends ActionOf<E>>(
  events: E,
  ...actions: readonly [A, ...A[]]
): HandlerDecorator<E, A> {
  return (_target, _key, descriptor) => note(descriptor.value!, { events, actions });
}

/**
 * Gives a method every event of an aggregate that no other method of the inbox takes.
 * @publicApi
 */
export function OnAny<E extends AggregateEvents>(events: E): HandlerDecorator<E, ActionOf<E>> {
  return (_target, _key, descriptor) => note(descriptor.value!, { events });
}

function note(method: object, handled: HandledEvents): void {
  const before = (Reflect.getMetadata(HANDLES, method) ?? []) as HandledEvents[];
  Reflect.defineMetadata(HANDLES, [...before, handled], method);
}
