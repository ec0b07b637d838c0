import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';

/**
 * Where the cluster of this folder lies: a root that has no user namespaces keeps it elsewhere (see
 * `postgresUser`), and the next start may be of another kind. Data that is there is never left
 * behind for a new cluster: it is used where it is, or moved when its server cannot go there.
 *
 * @param {import('./postgres-user.mjs').PostgresUser} user
 * @param {string} folder
 * @returns {import('./postgres-user.mjs').PostgresUser} the user, with the place of the data
 */
export function settleDataPlace(user, folder) {
  const note = path.join(folder, 'place');
  const known = existsSync(note) ? readFileSync(note, 'utf8') : folder;
  const settled = existsSync(path.join(known, 'data')) ? reach(user, known) : user;
  writeFileSync(note, settled.folder, { mode: 0o600 });
  return settled;
}

function reach(user, known) {
  if (user.folder === known) return user;
  if (user.way !== 'copy') return { ...user, folder: known };
  move(path.join(known, 'data'), path.join(user.folder, 'data'));
  return user;
}

function move(from, to) {
  rmSync(`${to}.new`, { recursive: true, force: true });
  mkdirSync(path.dirname(to), { recursive: true });
  const copied = spawnSync('cp', ['-a', from, `${to}.new`], { encoding: 'utf8' });
  const renamed = copied.status === 0 && spawnSync('mv', [`${to}.new`, to]).status === 0;
  if (!renamed) {
    throw new LaunchError(
      `the data could not be moved from ${from} to ${to}: ${copied.stderr}`,
      'mend that and start again; nothing was removed',
    );
  }
  rmSync(from, { recursive: true });
}
