/** What one field of an event has against it. */
export interface EventProblem {
  /** The path: `extra.name`. */
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Base of everything the events module throws. @publicApi */
export abstract class EventsError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The aggregate has no such action. @publicApi */
export class UnknownActionError extends EventsError {
  readonly code = 'EVENTS_UNKNOWN_ACTION';
  readonly field = 'action';
  readonly remedy: string;

  constructor(aggregate: string, action: string, known: readonly string[]) {
    super(`"${action}" is no event of ${aggregate}`);
    this.remedy = `Use one of ${known.join(', ')}.`;
  }
}

/** Something about an event is not what its action says. @publicApi */
export class InvalidEventError extends EventsError {
  readonly code = 'EVENTS_INPUT_INVALID';

  constructor(
    event: string,
    readonly errors: readonly EventProblem[],
  ) {
    super(
      `${event} cannot be recorded: ${errors.map(({ field, problem }) => `${field} ${problem}`).join('; ')}`,
    );
  }
}

/** A filter, cursor or limit that cannot be understood. @publicApi */
export class InvalidEventQueryError extends EventsError {
  readonly code = 'EVENTS_QUERY_INVALID';

  constructor(
    readonly field: string,
    problem: string,
    readonly remedy: string,
  ) {
    super(`${field} ${problem}`);
  }
}

/** No events are defined for this aggregate or item type. @publicApi */
export class UnknownAggregateError extends EventsError {
  readonly code = 'EVENTS_UNKNOWN_AGGREGATE';

  constructor(name: string, known: readonly string[]) {
    super(`no events are defined for "${name}"; defined are: ${known.join(', ') || 'none'}`);
  }
}

/** `defineEvents` was given what no table or type can hold; found when the code is loaded. @publicApi */
export class EventDefinitionError extends EventsError {
  readonly code = 'EVENTS_DEFINITION';

  constructor(aggregate: string, problem: string) {
    super(`defineEvents('${aggregate}'): ${problem}`);
  }
}

/** The tables of events are not what the code defines. @publicApi */
export class EventTableDriftError extends EventsError {
  readonly code = 'EVENTS_TABLE_DRIFT';

  constructor(findings: readonly { readonly aggregate: string; readonly finding: string }[]) {
    const aggregates = [...new Set(findings.map(({ aggregate }) => aggregate))];
    super(
      `The tables of events differ from the code:\n  ${findings.map(({ finding }) => finding).join('\n  ')}\n` +
        `Run ${aggregates.map((name) => `"npm run backstory -- events:migration ${name}"`).join(', ')} ` +
        'to generate the migration, and "npm run backstory -- migrate" to apply it.',
    );
  }
}

/** Somebody writes events in a transaction that does not end. @publicApi */
export class ScanBlockedError extends EventsError {
  readonly code = 'EVENTS_SCAN_UNAVAILABLE';

  constructor(table: string, processes: readonly number[]) {
    super(
      `${table} cannot be scanned while transactions that write to it stay open (server processes ${processes.join(', ')}); end them and try again`,
    );
  }
}

/** No backfill of this name was registered or ever started. @publicApi */
export class BackfillNotFoundError extends EventsError {
  readonly code = 'EVENTS_BACKFILL_NOT_FOUND';

  constructor(name: string, known: readonly string[]) {
    super(`there is no backfill "${name}"; there are: ${known.join(', ') || 'none'}`);
  }
}

/** A backfill of this name was started with other events in view. @publicApi */
export class BackfillConflictError extends EventsError {
  readonly code = 'EVENTS_BACKFILL_CONFLICT';

  constructor(name: string) {
    super(
      `the backfill "${name}" was started with another filter; give this one another name, or start it over`,
    );
  }
}

/** A backfill's name cannot be used, or is used already. @publicApi */
export class BackfillNameError extends EventsError {
  readonly code = 'EVENTS_BACKFILL_NAME_INVALID';

  constructor(name: string, problem: string) {
    super(`a backfill cannot be called "${name}": ${problem}`);
  }
}
