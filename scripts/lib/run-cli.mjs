import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { projectRoot } from './project-root.mjs';

/**
 * Runs a command of the app's own command line.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ capture?: boolean }} [options] capture: hold back what it prints and answer it
 * @returns {Promise<{ code: number, output: string, complaint: string }>}
 */
export async function runCli(args, env, { capture = false } = {}) {
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist/src/cli/main.js'), ...args], {
    env,
    cwd: projectRoot,
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let output = '';
  let complaint = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output, complaint };
}
