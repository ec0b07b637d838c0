import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const REAPER = path.join(import.meta.dirname, 'reaper.mjs');

/**
 * A temporary folder for servers that must not outlive this process, however it ends: a reaper
 * stops them and removes the folder, at `dispose()` or when we are gone.
 *
 * @param {string} name
 * @returns {{ folder: string, dispose: () => Promise<void> }}
 */
export function throwAwayFolder(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `backstory-${name}-`));
  // An unprivileged account may have to pass through; its data folders are 0700 themselves.
  chmodSync(folder, 0o711);
  const reaper = spawn(process.execPath, [REAPER, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  reaper.stdin.unref?.();
  const dispose = async () => {
    if (reaper.exitCode !== null) return;
    reaper.ref();
    reaper.stdin.end();
    await once(reaper, 'exit');
  };
  return { folder, dispose };
}
