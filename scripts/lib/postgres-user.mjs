import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';

/**
 * How server programs are started, since PostgreSQL refuses to run as root:
 * - `plain`: as ourselves;
 * - `unshare`: in a user namespace in which root is called nobody (files stay root's, signals work);
 * - `drop`: as an unprivileged account, which must own the data folder;
 * - `copy`: like `drop`, but from a copy outside, for a checkout in a folder only root may enter.
 *
 * @typedef {{ way: 'plain' | 'unshare' | 'drop' | 'copy', native: string, folder: string,
 *   uid?: number, gid?: number }} PostgresUser
 */

const NOBODY = '65534';

/**
 * Finds a way to run the binaries over this folder.
 *
 * @param {string} native folder of the binaries
 * @param {string} folder where the data is wanted
 * @returns {PostgresUser}
 */
export function postgresUser(native, folder) {
  if (process.getuid?.() !== 0) return { way: 'plain', native, folder };
  /** @type {PostgresUser} */
  const unshared = { way: 'unshare', native, folder };
  if (canRun(unshared)) return unshared;
  const account = unprivilegedAccount();
  /** @type {PostgresUser} */
  const dropped = { way: 'drop', native, folder, ...account };
  const reached = canRun(dropped) && canEnter(dropped);
  const user = reached ? dropped : copyOutside(native, folder, account);
  mkdirSync(user.folder, { recursive: true });
  // The account has to pass through to its data folder, which is 0700 and its own.
  chmodSync(user.folder, 0o711);
  return user;
}

/**
 * Program and arguments as that user.
 *
 * @param {PostgresUser} user
 * @param {string} program
 * @param {string[]} args
 * @returns {{ file: string, args: string[], identity: { uid?: number, gid?: number } }}
 */
export function commandAs(user, program, args) {
  const file = path.join(user.native, 'bin', program);
  if (user.way === 'unshare') {
    const map = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
    return { file: 'unshare', args: [...map, file, ...args], identity: {} };
  }
  return { file, args, identity: user.uid === undefined ? {} : { uid: user.uid, gid: user.gid } };
}

function canRun(user) {
  const { file, args, identity } = commandAs(user, 'postgres', ['--version']);
  return spawnSync(file, args, { ...identity, stdio: 'ignore' }).status === 0;
}

/** Whether the account may pass every folder above the data. */
function canEnter(user) {
  const parent = path.dirname(user.folder);
  mkdirSync(parent, { recursive: true });
  return (
    spawnSync('/bin/ls', ['-d', `${parent}/.`], { uid: user.uid, gid: user.gid, stdio: 'ignore' })
      .status === 0
  );
}

function unprivilegedAccount() {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new LaunchError(
    'PostgreSQL refuses to run as root, and there is neither `unshare` nor an account `postgres` or `nobody`',
    'start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own',
  );
}

function copyOutside(native, folder, account) {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const outside = path.join('/var/lib', `backstory-${name}`);
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(outside, `native-${version}`);
  if (!existsSync(copy)) {
    cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return { way: 'copy', native: copy, folder: path.join(outside, 'postgres'), ...account };
}
