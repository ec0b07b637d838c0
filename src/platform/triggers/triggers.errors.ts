/** Base of every error of the triggers module. @publicApi */
export abstract class TriggersError extends Error {
  public abstract readonly code: string;

  public override get name(): string {
    return this.constructor.name;
  }
}

/** A name that cannot be used in the database as it is. @publicApi */
export class InvalidIdentifierError extends TriggersError {
  public readonly code = 'TRIGGERS_INVALID_IDENTIFIER';

  public constructor(identifier: string, longest: number) {
    super(
      `"${identifier}" cannot name anything in PostgreSQL: a name has 1 to ${longest} bytes and no NUL. Choose a shorter one.`,
    );
  }
}

/** The database's triggers are not those that the entities declare. @publicApi */
export class TriggerDriftError extends TriggersError {
  public readonly code = 'TRIGGERS_DRIFT';

  public constructor(findings: readonly string[]) {
    super(
      `The database's triggers differ from the entities:\n  ${findings.join('\n  ')}\n` +
        'Run "npm run migration:triggers" to generate the migration, and "npm run backstory -- migrate" to apply it.',
    );
  }
}
