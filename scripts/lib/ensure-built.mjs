import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { projectRoot } from './project-root.mjs';
import { runStep } from './run-step.mjs';

const PARTS = [
  {
    label: 'building the server',
    script: 'build:server',
    sources: [
      'src',
      'migrations',
      'bench',
      'tsconfig.json',
      'tsconfig.build.json',
      'nest-cli.json',
    ],
    output: 'dist',
    entry: 'dist/src/main.js',
  },
  {
    label: 'building the console',
    script: 'build:web',
    sources: [
      'web/index.html',
      'web/src',
      'web/public',
      'web/vite.config.ts',
      'web/precompress.mjs',
      'web/package.json',
    ],
    output: 'web/dist',
    entry: 'web/dist/index.html',
  },
];

/**
 * Builds server and console where their sources changed since the last build.
 *
 * @param {AbortSignal} [signal]
 */
export async function ensureBuilt(signal) {
  for (const part of PARTS.filter(hasSources)) await buildIfStale(part, signal);
}

function hasSources({ sources }) {
  return existsSync(path.join(projectRoot, sources[0]));
}

/** Whether there is nothing to build. */
export function isBuilt() {
  return PARTS.filter(hasSources).every((part) => inspect(part).fresh);
}

function inspect({ sources, output, entry }) {
  const files = sources.flatMap((source) => filesUnder(path.join(projectRoot, source)));
  const wanted = fingerprint(files);
  const stamp = path.join(projectRoot, output, '.built');
  const built = path.join(projectRoot, entry);
  return { wanted, stamp, built, fresh: isFresh(stamp, built, wanted, files) };
}

async function buildIfStale(part, signal) {
  const { label, script } = part;
  const { wanted, stamp, built, fresh } = inspect(part);
  if (fresh) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = await runStep(label, npm, ['run', '--silent', script], { signal });
  if (!result.ok || !existsSync(built)) {
    const tail = result.output.trim().split('\n').slice(-25).join('\n  ');
    throw new LaunchError(`${label} failed:\n  ${tail}`, 'mend that and start again');
  }
  writeFileSync(stamp, wanted);
}

/** A build made by hand leaves no stamp: then it counts when it is younger than every source. */
function isFresh(stamp, built, wanted, files) {
  if (!existsSync(built)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted;
  const made = statSync(built).mtimeMs;
  return files.every((file) => statSync(file).mtimeMs <= made);
}

function filesUnder(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => path.join(found.parentPath, found.name))
    .toSorted();
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(path.relative(projectRoot, file))
      .update('\0')
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
