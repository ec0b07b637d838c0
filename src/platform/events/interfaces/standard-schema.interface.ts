/** Something that a schema has against a value. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

type JsonSchemaOf = (options: { readonly target: string }) => Record<string, unknown>;

/**
 * A Standard Schema (https://standardschema.dev), which zod, valibot, arktype and others speak.
 * @publicApi
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** Standard JSON Schema, where the library offers it. */
    readonly jsonSchema?: { readonly input: JsonSchemaOf; readonly output: JsonSchemaOf };
  };
}

/** What a schema accepts. */
export type SchemaInput<S> = S extends StandardSchema<infer Input, infer _Output> ? Input : never;

/** What a schema makes of it. */
export type SchemaOutput<S> = S extends StandardSchema<infer _Input, infer Output> ? Output : never;
