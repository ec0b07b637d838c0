import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endProcess, identityOf } from './process-identity.mjs';
import { projectRoot } from './project-root.mjs';

const PATIENCE = 15_000;

/**
 * @typedef {{ url: string, smtpUrl: string, stop: () => Promise<void> }} MailCatcher
 */

/**
 * A mail server that shows what it gets instead of sending it, unless the environment names one that
 * sends. Backstory runs without it too, so its failure is told and no more.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<MailCatcher | undefined>}
 */
export async function startMailCatcher(folder, env) {
  if (env.BACKSTORY_SMTP_URL) return undefined;
  const place = path.join(folder, 'mail');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const logFile = path.join(place, 'catcher.log');
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [path.join(projectRoot, 'scripts/mail-catcher/main.mjs'), place],
    { cwd: projectRoot, detached: true, stdio: ['pipe', 'pipe', log] },
  );
  closeSync(log);
  child.on('error', () => undefined);
  // It ends with its standard input, and so with us, however we end.
  child.stdin.on('error', () => undefined);
  const identity = identityOf(child.pid ?? -1);
  const ports = await portsOf(child);
  if (!ports) {
    await endProcess(identity);
    console.log(`  (no page for e-mail: its server did not start, see ${logFile})`);
    return undefined;
  }
  child.unref();
  return {
    url: `http://127.0.0.1:${ports.web}`,
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    stop: () => endProcess(identity),
  };
}

/** @returns {Promise<{ web: number, smtp: number } | undefined>} */
async function portsOf(child) {
  const lines = createInterface(child.stdout);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const ended = once(child, 'exit', { signal }).then(() => []);
    const [line] = await Promise.race([once(lines, 'line', { signal }), ended]);
    return line && JSON.parse(line);
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
}
