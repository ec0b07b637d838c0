import { EventDefinitionError } from './events.errors.js';
import type { AggregateEvents, EventSpec, EventSpecs } from './interfaces/event-spec.interface.js';
import { milliseconds } from './utils/duration.util.js';
import { pascalCase } from './utils/pascal-case.util.js';

/** With `_events` behind it, a name of the table's constraint still fits into PostgreSQL's 63 bytes. */
const AGGREGATE = /^[a-z][a-z0-9_]{0,39}$/;
const ACTION = /^[a-z][a-z0-9_]{0,62}$/;

export interface DefineEventsOptions {
  /** What feed, outbox and access policies call the aggregate. @defaultValue its name in PascalCase */
  readonly itemType?: string;
}

/**
 * Declares what can happen to an aggregate. The union of actions, the types of the events, their
 * check at run time and their table all come from here.
 * @example
 * ```ts
 * export const issueEvents = defineEvents('issue', {
 *   opened: {},
 *   comment_added: { record: IssueComment, extra: z.strictObject({ excerpt: z.string() }) },
 *   comment_viewed: { record: IssueComment, throttleWithin: '15m' },
 * });
 * ```
 * @throws EventDefinitionError
 * @publicApi
 */
export function defineEvents<const Aggregate extends string, const Specs extends EventSpecs>(
  aggregate: Aggregate,
  specs: Specs,
  options: DefineEventsOptions = {},
): AggregateEvents<Aggregate, Specs> {
  if (!AGGREGATE.test(aggregate)) {
    throw new EventDefinitionError(
      aggregate,
      'an aggregate is named in up to 40 lower-case letters, digits and underscores',
    );
  }
  const actions = Object.keys(specs);
  if (actions.length === 0) {
    throw new EventDefinitionError(aggregate, 'there must be at least one action');
  }
  for (const action of actions) {
    const problem = ACTION.test(action)
      ? problemOf(specs[action] as EventSpec)
      : 'is no name: use up to 63 lower-case letters, digits and underscores';
    if (problem !== undefined) {
      throw new EventDefinitionError(aggregate, `${action} ${problem}`);
    }
  }
  return Object.freeze({
    aggregate,
    itemType: options.itemType ?? pascalCase(aggregate),
    table: `${aggregate}_events`,
    idColumn: `${aggregate}_id`,
    actions,
    specs,
  });
}

function problemOf(spec: EventSpec): string | undefined {
  const { version = 1, upcast = {}, throttleWithin, throttleMax, onThrottled } = spec;
  for (const duration of [throttleWithin, throttleMax]) {
    if (duration !== undefined && milliseconds(duration) === undefined) {
      return `has no throttle of "${duration}": write '30s', '15m', '24h', '7d' or milliseconds`;
    }
  }
  if (throttleWithin === undefined && (throttleMax !== undefined || onThrottled !== undefined)) {
    return 'says how it is throttled but not within what time: add throttleWithin';
  }
  if (onThrottled === 'merge' && spec.extra === undefined) {
    return 'has no extra that could be merged';
  }
  if (!Number.isInteger(version) || version < 1 || version > 32_767) {
    return 'has a version that is no whole number from 1 to 32767';
  }
  const missing = Array.from({ length: version - 1 }, (_, index) => index + 1).filter(
    (step) => typeof upcast[step] !== 'function',
  );
  return missing.length > 0
    ? `is at version ${version} but upcast has no step from ${missing.join(', ')}`
    : undefined;
}
