import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf, isRunning } from './process-identity.mjs';

const TRIES = 20;

/**
 * Takes the data folder for this process, or answers who has it. A lock whose process is gone, by
 * kill -9 or a power cut, is taken over.
 *
 * @param {string} folder
 * @returns {{ release: () => void } | { holder: import('./process-identity.mjs').ProcessIdentity }}
 */
export function takeInstanceLock(folder) {
  const lock = path.join(folder, 'lock');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      if (linked(mine, lock)) return { release: () => rmSync(lock, { force: true }) };
      const holder = read(lock);
      if (isRunning(holder)) return { holder };
      removeStale(lock, `${mine}.stale`);
    }
    throw new Error(`${lock} changes hands too often`);
  } finally {
    rmSync(mine, { force: true });
  }
}

function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Renamed before removed: of two that find it stale, the slower may have hold of the new one. */
function removeStale(lock, aside) {
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (isRunning(read(aside))) linked(aside, lock);
  rmSync(aside, { force: true });
}
