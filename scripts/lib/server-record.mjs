import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ kind: 'postgres' | 'redis', pid: number, startedAt: string }} ServerRecord
 */

const FILE = 'server.json';

/**
 * Writes down which process serves this folder, so that somebody else can stop it after a crash.
 *
 * @param {string} folder
 * @param {ServerRecord} record
 */
export function writeServerRecord(folder, record) {
  const target = path.join(folder, FILE);
  writeFileSync(`${target}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${target}.new`, target);
}

/**
 * @param {string} folder
 * @returns {ServerRecord | undefined}
 */
export function readServerRecord(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
export function clearServerRecord(folder) {
  rmSync(path.join(folder, FILE), { force: true });
}
