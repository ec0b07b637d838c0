// `npm test`: sets up whatever the tests need, runs all of them in both profiles and ends with the
// line `N passed, N failed`. Arguments are vitest's: npm test -- test/audit
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureTestTools } from './lib/ensure-test-tools.mjs';
import { projectRoot } from './lib/project-root.mjs';
import { reportFailure } from './lib/report-failure.mjs';

const CRASHED = { passed: 0, failed: 1, skipped: 0 };
const OURS = ['DATABASE_URL', 'REDIS_URL', 'PORT', 'BACKSTORY_ROLES', 'BACKSTORY_DATA'];

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const tools = await ensureTestTools();
  const folder = mkdtempSync(path.join(tmpdir(), 'backstory-run-'));
  const counts = path.join(folder, 'counts.json');
  const programs = path.join(folder, 'programs');
  try {
    const env = environment({
      ...tools,
      BACKSTORY_TEST_COUNTS: counts,
      BACKSTORY_TEST_PROGRAMS: programs,
    });
    const code = await vitest(process.argv.slice(2), env);
    return { code, ...readCounts(counts) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The machine's own servers and settings are nothing to test on. */
function environment(additions) {
  const env = { ...process.env, ...additions };
  for (const name of OURS) delete env[name];
  return env;
}

async function vitest(args, env) {
  const program = path.join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const reporters = [
    '--reporter=default',
    `--reporter=${import.meta.dirname}/lib/counting-reporter.mjs`,
  ];
  const child = spawn(process.execPath, [program, 'run', ...reporters, ...args], {
    cwd: projectRoot,
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'close');
  return code ?? 1;
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return CRASHED;
  }
}

let result = { code: 1, ...CRASHED };
try {
  result = await main();
} catch (error) {
  reportFailure(error);
}
const { code, passed, skipped } = result;
// A run that failed as a whole must not close on "0 failed".
const failed = code === 0 ? result.failed : Math.max(1, result.failed);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
