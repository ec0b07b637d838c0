/** Something that a schema has against a value. */
export interface InputIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What came of checking an action's fields. */
export type InputResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly InputIssue[] };

/** What definitions may name as an action. */
export interface ActionKind {
  readonly type: string;
  readonly label: string;
  /** The aggregates it can act on; null for any. */
  readonly aggregates: readonly string[] | null;
  /** Whether it has an effect outside the database. */
  readonly outside: boolean;
  /** Checks the fields beside `type`. */
  check(input: unknown): InputResult | Promise<InputResult>;
}
