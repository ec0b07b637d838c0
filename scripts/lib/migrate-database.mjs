import { LaunchError, remedyFor } from './launch-error.mjs';
import { runCli } from './run-cli.mjs';

/**
 * Brings the database of the environment up to date; answers what the command said last.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
export async function migrateDatabase(env) {
  const { code, output, complaint } = await runCli(['migrate'], env, { capture: true });
  if (code !== 0) {
    throw new LaunchError(
      `the database could not be migrated: ${(complaint || output).trim()}`,
      remedyFor(complaint || output),
    );
  }
  return output.trim().split('\n').at(-1) ?? '';
}
