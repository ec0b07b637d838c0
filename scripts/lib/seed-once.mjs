import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError, remedyFor } from './launch-error.mjs';
import { runCli } from './run-cli.mjs';

/**
 * Writes the demo into a database that is empty, the first time this data folder meets it: who
 * removed the demo does not want it back.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} ownDatabase the URL of a database that is not ours
 * @returns {Promise<string | undefined>} what was done
 */
export async function seedOnce(folder, env, ownDatabase) {
  const name = ownDatabase ? createHash('sha256').update(ownDatabase).digest('hex') : 'embedded';
  const mark = path.join(folder, `seeded-${name.slice(0, 12)}`);
  if (existsSync(mark)) return undefined;
  const { code, output, complaint } = await runCli(['seed'], env, { capture: true });
  if (code !== 0) {
    throw new LaunchError(
      `the demo could not be written: ${(complaint || output).trim()}`,
      remedyFor(complaint || output),
    );
  }
  writeFileSync(mark, '');
  return output.trim().split('\n').at(-1);
}
