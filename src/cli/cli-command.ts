import type { ParseArgsConfig } from 'node:util';

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** What a command gets: its parsed options and arguments, and where it may write. */
export interface CliInput {
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly args: readonly string[];
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** The process's environment, unread; commands that need settings call `readEnv(env)`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One command of `backstory <name>`; a name of two words groups it: `capture doctor`. */
export interface CliCommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is called, after the command's name. */
  readonly usage: string;
  /** Options for `parseArgs`, with the sentence that `--help` shows. */
  readonly options: Readonly<Record<string, CliOption>>;
  /** Most positional arguments. @defaultValue 0 */
  readonly maxArgs?: number;
  /** Throws when the work fails; a `UsageError` when it was called wrongly. */
  run(input: CliInput): Promise<void>;
}

/** An option of a command. */
export type CliOption = NonNullable<ParseArgsConfig['options']>[string] & { readonly help: string };

/** The command was called wrongly; answered with its usage and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
