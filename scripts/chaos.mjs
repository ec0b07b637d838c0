// `npm run chaos -- [--seed N] [--seconds N]`: real processes of the application under kills, a flushed
// and a stopped Redis and a crashed PostgreSQL; afterwards what was acknowledged must be all there, once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './lib/project-root.mjs';
import { reportFailure } from './lib/report-failure.mjs';

const USAGE = `Usage: npm run chaos -- [--seed N] [--seconds N]

  --seed N      replays the faults of the run that printed this seed
  --seconds N   how long things go wrong (default 120; from 60 on Redis stays away for 30 s)`;

async function main() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '120' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  for (const name of ['seed', 'seconds']) {
    if (values[name] !== undefined && !/^\d{1,9}$/.test(values[name])) {
      console.error(`--${name} is not a whole number: ${values[name]}\n\n${USAGE}`);
      return 2;
    }
  }
  const child = spawn(
    process.execPath,
    [path.join(projectRoot, 'scripts/test.mjs'), '--project', 'e2e', 'test/chaos'],
    {
      cwd: projectRoot,
      stdio: 'inherit',
      env: {
        ...process.env,
        CHAOS_SECONDS: values.seconds,
        ...(values.seed && { CHAOS_SEED: values.seed }),
      },
    },
  );
  const [code] = await once(child, 'close');
  return code ?? 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 2;
  reportFailure(error);
}
