import { type CliOutcome, runBackstory } from '../cli/run-backstory.js';

/** Runs `backstory import-git …` in this process, on the database. */
export async function importGit(
  databaseUrl: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliOutcome> {
  return runBackstory(databaseUrl, ['import-git', ...args], env);
}
