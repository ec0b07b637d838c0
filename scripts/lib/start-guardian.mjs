import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * A process that stops the given ones, in this order, should we be killed without a chance to.
 *
 * @returns {{ watch: (processes: object[]) => void, dismiss: () => void }}
 */
export function startGuardian() {
  const guardian = spawn(process.execPath, [path.join(import.meta.dirname, 'guardian.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.stdin.on('error', () => undefined);
  guardian.unref();
  const watch = (processes) => guardian.stdin.write(`${JSON.stringify(processes)}\n`);
  return {
    watch,
    dismiss: () => {
      watch([]);
      guardian.stdin.end();
    },
  };
}
