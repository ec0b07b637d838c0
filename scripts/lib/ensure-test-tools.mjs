import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { LaunchError } from './launch-error.mjs';
import { findRedisProgram } from './private-redis.mjs';
import { runStep } from './run-step.mjs';

const TOOLS = [
  { name: 'a Redis server', debian: 'redis-server', find: findRedisProgram },
  { name: 'Chromium', debian: 'chromium', find: findChromium },
];

/**
 * Finds a Redis server and a Chromium, installing them where we may (root on Debian). Where not, it
 * says what stays untested; on CI (`CI=true`) nothing may stay untested, so it fails.
 *
 * @returns {Promise<Record<string, string>>} the tests' variables
 */
export async function ensureTestTools() {
  await installMissing();
  const missing = TOOLS.filter(({ find }) => !find());
  for (const tool of missing) complain(tool);
  const chromium = findChromium();
  return {
    ...(chromium ? { BACKSTORY_CHROMIUM: chromium } : {}),
    ...(findRedisProgram() ? {} : { BACKSTORY_TEST_PROFILE: 'embedded' }),
  };
}

async function installMissing() {
  const packages = TOOLS.filter(({ find }) => !find()).map(({ debian }) => debian);
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = ['-c', 'apt-get update'];
  await runStep('asking Debian for its packages', 'sh', update, { env });
  // A service of the machine is not wanted: tests start servers of their own.
  const install = `RUNLEVEL=1 apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const { ok, output } = await runStep(`installing ${packages.join(', ')}`, 'sh', ['-c', install], {
    env,
  });
  if (!ok) console.error(output.trim().split('\n').slice(-5).join('\n'));
}

function complain({ name, debian }) {
  const problem = `${name} is missing, and could not be installed here`;
  const remedy = `install it (on Debian: apt-get install ${debian})`;
  if (process.env.CI === 'true') throw new LaunchError(problem, remedy);
  console.error(`! ${problem}: what needs it stays untested. To test it too, ${remedy}.`);
}
