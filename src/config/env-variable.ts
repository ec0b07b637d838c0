import type { z } from 'zod';

/** One environment variable: how it is read, and what a person must know to set it. */
export interface EnvVariable<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  /** What applies when the variable is absent, in words. */
  readonly fallback: string;
  readonly description: string;
  /** What to write when the value is missing or wrong. */
  readonly remedy: string;
}

/** Declares a variable and keeps the type of its schema. */
export function envVariable<Schema extends z.ZodType>(
  variable: EnvVariable<Schema>,
): EnvVariable<Schema> {
  return variable;
}
