// `npm run backstory -- <command>`: the app's command line on the running instance, or, where none
// runs, on servers started for as long as the command takes.
import path from 'node:path';
import { dataFolderPath, makeDataFolder, readRun } from './lib/data-folder.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { takeInstanceLock } from './lib/instance-lock.mjs';
import { LaunchError } from './lib/launch-error.mjs';
import { isRunning } from './lib/process-identity.mjs';
import { projectRoot } from './lib/project-root.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { runProgram } from './lib/run-program.mjs';
import { stopRequest } from './lib/stop-request.mjs';
import { withServers } from './lib/with-servers.mjs';

const args = process.argv.slice(2);
const folder = dataFolderPath();
const signal = stopRequest(() => undefined);

async function main() {
  await ensureInstalled(signal);
  await ensureBuilt(signal);
  const environment = knownEnvironment();
  return environment ? runCommand(environment) : startAndRunCommand();
}

/** The environment of the running instance, or ours where it names a database or none is needed. */
function knownEnvironment() {
  const run = readRun(folder);
  if (!process.env.DATABASE_URL && run && isRunning(run.launcher))
    return { ...process.env, ...run.env };
  const needsNone =
    args.length === 0 ||
    args.includes('--help') ||
    args.includes('-h') ||
    (args[0] === 'capture' && ['check', 'list'].includes(args[1]));
  return process.env.DATABASE_URL || needsNone ? process.env : undefined;
}

async function startAndRunCommand() {
  makeDataFolder(folder);
  const lock = takeInstanceLock(folder);
  if ('holder' in lock) {
    throw new LaunchError(
      `another process (${lock.holder.pid}) is just starting or using ${folder}`,
      'wait until it is up or done, and try again',
    );
  }
  try {
    return await withServers(folder, {}, runCommand);
  } finally {
    lock.release();
  }
}

function runCommand(env) {
  const cli = path.join(projectRoot, 'dist/src/cli/main.js');
  // Paths on the command line mean what they meant where npm was called.
  return runProgram([cli, ...args], { env, cwd: process.env.INIT_CWD ?? process.cwd(), signal });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 1;
  reportFailure(error);
}
