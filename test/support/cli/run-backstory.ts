import { COMMANDS } from '../../../src/cli/commands/index.js';
import { runCli } from '../../../src/cli/run-cli.js';

/** How a command line ended. */
export interface CliOutcome {
  readonly code: number;
  readonly output: string;
  readonly complaint: string;
}

/** Runs `backstory <args>` in this process, on the database. */
export async function runBackstory(
  databaseUrl: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliOutcome> {
  const output: string[] = [];
  const complaint: string[] = [];
  const code = await runCli(COMMANDS, [...args], {
    print: (text) => output.push(text),
    printError: (text) => complaint.push(text),
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: databaseUrl, ...env },
  });
  return { code, output: output.join('\n'), complaint: complaint.join('\n') };
}
