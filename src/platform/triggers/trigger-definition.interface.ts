/** What a trigger should be: enough to create it and to tell whether the one in the database is it. */
export interface TriggerDefinition {
  readonly name: string;
  /** The table, unquoted; `schema` absent means the first schema of the search path. */
  readonly table: { readonly schema?: string; readonly name: string };
  readonly timing: 'BEFORE' | 'AFTER';
  readonly events: readonly TriggerEvent[];
  readonly level: 'ROW' | 'STATEMENT';
  /** The name under which the function sees every new row of the statement. */
  readonly newTable?: string;
  /** Schema and name of the trigger function. */
  readonly function: { readonly schema: string; readonly name: string };
  /** The one argument given to the function. */
  readonly argument: string;
}

export type TriggerEvent = 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE';

/** A trigger found in the database. */
export interface ExistingTrigger {
  readonly name: string;
  readonly table: { readonly schema: string; readonly name: string };
  /** The statement that would create it, as PostgreSQL writes it. */
  readonly sql: string;
  readonly definition: TriggerDefinition;
  /** Whether it fires in ordinary sessions. */
  readonly enabled: boolean;
  /** Whether it fires, but only in sessions of replication. */
  readonly replicaOnly: boolean;
}
