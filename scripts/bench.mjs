// `npm run bench -- <name> [arguments]`: a benchmark on PostgreSQL and Redis servers of its own,
// with the settings of a real server (fsync on), thrown away afterwards.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { projectRoot } from './lib/project-root.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { runProgram } from './lib/run-program.mjs';
import { stopRequest } from './lib/stop-request.mjs';
import { throwAwayFolder } from './lib/throw-away-folder.mjs';
import { withServers } from './lib/with-servers.mjs';

const SUFFIX = '.bench.js';
const SETTINGS = { shared_buffers: '512MB', max_connections: '300', max_wal_size: '4GB' };
const folder = path.join(projectRoot, 'dist/bench');
const [name, ...args] = process.argv.slice(2);

async function main() {
  const signal = stopRequest(() => undefined);
  await ensureInstalled(signal);
  await ensureBuilt(signal);
  const file = path.join(folder, `${name}${SUFFIX}`);
  if (!name || !existsSync(file)) {
    console.error(
      `Usage: npm run bench -- <name> [arguments]\n\nBenchmarks: ${names().join(', ')}`,
    );
    return name === '--help' ? 0 : 2;
  }
  const { folder: place, dispose } = throwAwayFolder('bench');
  const env = { ...process.env, NODE_ENV: 'production' };
  delete env.DATABASE_URL;
  delete env.REDIS_URL;
  try {
    return await withServers(place, { env, postgresSettings: SETTINGS }, (told) =>
      runProgram(['--expose-gc', file, ...args], { env: told, cwd: projectRoot, signal }),
    );
  } finally {
    await dispose();
  }
}

function names() {
  if (!existsSync(folder)) return ['none yet'];
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 1;
  reportFailure(error);
}
