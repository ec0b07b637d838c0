import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a Node program in our place: same terminal, its exit code answered; asked to stop with us.
 *
 * @param {string[]} args file and arguments
 * @param {{ env: NodeJS.ProcessEnv, cwd: string, signal: AbortSignal }} options
 * @returns {Promise<number>}
 */
export async function runProgram(args, { env, cwd, signal }) {
  const child = spawn(process.execPath, args, { env, cwd, stdio: 'inherit' });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', stop);
  return code ?? 1;
}
