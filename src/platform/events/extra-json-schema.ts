import type { AggregateEvents } from './interfaces/event-spec.interface.js';
import type { ActionOf } from './interfaces/event.interface.js';

/**
 * The shape of an action's extra as JSON Schema 2020-12; undefined when it has none, or when its
 * schema library does not speak Standard JSON Schema.
 * @publicApi
 */
export function extraJsonSchema<E extends AggregateEvents>(
  events: E,
  action: ActionOf<E>,
): Record<string, unknown> | undefined {
  const standard = events.specs[action]?.extra?.['~standard'];
  return standard?.jsonSchema?.output({ target: 'draft-2020-12' });
}
