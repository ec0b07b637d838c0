import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { commandAs } from './postgres-user.mjs';

/**
 * PostgreSQL opens only what its own major version made.
 *
 * @param {import('./postgres-user.mjs').PostgresUser} user
 * @param {string} dataFolder
 */
export function checkDataVersion(user, dataFolder) {
  const made = readFileSync(path.join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  const { file, args, identity } = commandAs(user, 'postgres', ['--version']);
  const { stdout } = spawnSync(file, args, { ...identity, encoding: 'utf8' });
  const have = /\d+/.exec(stdout)?.[0];
  if (made === have) return;
  throw new LaunchError(
    `the data in ${dataFolder} was made by PostgreSQL ${made}; installed is ${have}`,
    'move that folder away to start anew, or go back to the version that made it and dump what you need',
  );
}
