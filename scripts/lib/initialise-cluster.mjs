import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { giveTo } from './give-to.mjs';
import { LaunchError } from './launch-error.mjs';
import { commandAs } from './postgres-user.mjs';

/**
 * Makes a cluster beside its place and renames it there when it is whole: a PG_VERSION is written
 * long before the cluster can be used, so a killed initdb would look like a finished one.
 *
 * @param {import('./postgres-user.mjs').PostgresUser} user
 * @param {string} dataFolder
 * @param {{ superuser: string, password: string, durable: boolean }} options
 */
export function initialiseCluster(user, dataFolder, { superuser, password, durable }) {
  const unfinished = `${dataFolder}.new`;
  const passwordFile = path.join(path.dirname(dataFolder), 'initial-password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const handed of [unfinished, passwordFile]) giveTo(user, handed);
  const command = commandAs(user, 'initdb', [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const made = spawnSync(command.file, command.args, { ...command.identity, encoding: 'utf8' });
  rmSync(passwordFile);
  if (made.status === 0) {
    renameSync(unfinished, dataFolder);
    return;
  }
  rmSync(unfinished, { recursive: true, force: true });
  throw failure(dataFolder, (made.stderr || String(made.error)).trim());
}

function failure(folder, reason) {
  return new LaunchError(
    `the database could not be made in ${folder}: ${reason}`,
    /space/i.test(reason)
      ? 'free some disk space (about 200 MB) and start again'
      : 'mend that, or set DATABASE_URL to a PostgreSQL server of your own',
  );
}
