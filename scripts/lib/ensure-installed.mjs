import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { projectRoot } from './project-root.mjs';
import { runStep } from './run-step.mjs';

const modules = path.join(projectRoot, 'node_modules');
const lock = path.join(projectRoot, 'package-lock.json');
const stamp = path.join(modules, '.backstory-lock');

/**
 * Installs the packages of the lock file unless they are there.
 *
 * @param {AbortSignal} [signal]
 */
export async function ensureInstalled(signal) {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (isInstalled(wanted)) return;
  // npm empties the folder first, also through a link: somebody else's packages would be gone.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new LaunchError(
      'node_modules is a link to packages of another lock file',
      'run npm ci where it points to, or remove the link, and start again',
    );
  }
  // Few retries: somebody without a network should hear so soon.
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { ok, output } = await runStep('installing packages (a minute or two, once)', npm, args, {
    signal,
  });
  if (!ok) throw failure(output);
  writeFileSync(stamp, wanted);
}

function isInstalled(wanted) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  // Called by hand, npm leaves no stamp; its own copy of the lock is what it writes last.
  const written = path.join(modules, '.package-lock.json');
  const installed = existsSync(written) && statSync(written).mtimeMs >= statSync(lock).mtimeMs;
  // Times say it only once: a copied checkout has new ones.
  if (installed) writeFileSync(stamp, wanted);
  return installed;
}

function failure(output) {
  const reason = output.match(
    /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOSPC|ENOENT)\b/,
  )?.[1];
  if (reason === 'ENOSPC') {
    return new LaunchError('the disk is full', 'free about 1 GB and start again');
  }
  if (reason && reason !== 'ENOENT') {
    return new LaunchError(
      `the packages could not be downloaded (${reason})`,
      'the first start needs the network (or a registry mirror: npm config set registry …); connect and start again',
    );
  }
  const tail = output.trim().split('\n').slice(-15).join('\n  ');
  return new LaunchError(`npm ci failed:\n  ${tail}`, 'mend that and start again');
}
