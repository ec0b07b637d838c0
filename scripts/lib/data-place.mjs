import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
  try {
    cpSync(from, `${to}.new`, { recursive: true, verbatimSymlinks: true });
    chmodSync(`${to}.new`, 0o700);
    renameSync(`${to}.new`, to);
  } catch (error) {
    throw new LaunchError(
      `the data could not be moved from ${from} to ${to}: ${error.message}`,
      'mend that and start again; nothing was removed',
      error,
    );
  }
  rmSync(from, { recursive: true });
}
