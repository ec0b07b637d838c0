import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startedAt } from './process-identity.mjs';

/** No system gives out this pid. */
const NOBODYS_PID = 4_194_305;

/**
 * PostgreSQL refuses to start while the pid in its postmaster.pid exists, be it a zombie that
 * nobody reaps or a stranger that got the number after a kill -9. Where it is no server of this
 * folder, the file names nobody instead; it stays otherwise, for PostgreSQL finds by it whether a
 * backend of the killed server is still at work.
 *
 * @param {string} dataFolder
 */
export function disownStalePostmaster(dataFolder) {
  const file = path.join(dataFolder, 'postmaster.pid');
  const [pid, ...rest] = read(file).split('\n');
  if (!pid || serves(Number(pid), dataFolder)) return;
  writeFileSync(file, [NOBODYS_PID, ...rest].join('\n'));
}

function serves(pid, dataFolder) {
  if (startedAt(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  return read(`/proc/${pid}/cmdline`).split('\0').includes(dataFolder);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
