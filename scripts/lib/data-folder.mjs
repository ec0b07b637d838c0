import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { projectRoot } from './project-root.mjs';

const NEEDED = 200 * 1024 * 1024;

/**
 * The folder of data, secrets and logs.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function dataFolderPath(env = process.env) {
  return path.resolve(projectRoot, env.BACKSTORY_DATA || '.backstory');
}

/**
 * Makes the data folder, readable by nobody else.
 *
 * @param {string} folder
 */
export function makeDataFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < NEEDED) {
    throw new LaunchError(
      `there are only ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left on the disk of ${folder}`,
      'free some space (200 MB at least), or set BACKSTORY_DATA to a folder on another disk',
    );
  }
}

/**
 * What the running (or killed) instance wrote about itself: who runs, and how to reach it.
 *
 * @param {string} folder
 */
export function readRun(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {object} run
 */
export function writeRun(folder, run) {
  const file = path.join(folder, 'run.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @param {string} folder */
export function clearRun(folder) {
  rmSync(path.join(folder, 'run.json'), { force: true });
}
