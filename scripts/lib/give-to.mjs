import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/**
 * Makes the folder its user's: the way of starting may differ from the last time's.
 *
 * @param {import('./postgres-user.mjs').PostgresUser} user
 * @param {string} folder
 */
export function giveTo(user, folder) {
  if (user.way === 'plain') return;
  const uid = user.uid ?? 0;
  if (statSync(folder).uid === uid) return;
  spawnSync('chown', ['-R', `${uid}:${user.gid ?? 0}`, folder], { stdio: 'ignore' });
}
