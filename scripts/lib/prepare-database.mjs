import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError, remedyFor } from './launch-error.mjs';
import { runCli } from './run-cli.mjs';

const LINK = /^https?:\/\/\S+$/;

/**
 * Migrates the database and makes a way in. The demo is written into a database that is empty, the
 * first time this data folder meets it: who removed the demo does not want it back.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} ownDatabase the URL of a database that is not ours
 * @returns {Promise<{ done: string[], link: string | undefined }>} what was done, and the way in
 */
export async function prepareDatabase(folder, env, ownDatabase) {
  const name = ownDatabase ? createHash('sha256').update(ownDatabase).digest('hex') : 'embedded';
  const mark = path.join(folder, `seeded-${name.slice(0, 12)}`);
  const isSeeded = existsSync(mark);
  const args = ['prepare', ...(isSeeded ? [] : ['--seed'])];
  const { code, output, complaint } = await runCli(args, env, { capture: true });
  if (code !== 0) {
    const reason = (complaint || output).trim();
    throw new LaunchError(reason, remedyFor(reason));
  }
  if (!isSeeded) writeFileSync(mark, '');
  const lines = output.trim().split('\n');
  const link = lines.find((line) => LINK.test(line));
  return { done: lines.filter((line) => line !== link), link };
}
