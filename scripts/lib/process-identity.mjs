import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {{ pid: number, startedAt: string }} ProcessIdentity */

/**
 * When the process began, in a form that only equality is asked of: a pid alone may have been given
 * to somebody else since. Undefined when there is no such process (or only its zombie).
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startedAt(pid) {
  if (process.platform === 'linux') return startedAtFromProc(pid);
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.stdout?.trim() || undefined;
}

function startedAtFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold spaces and brackets: count the fields from behind its last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identityOf(pid) {
  return { pid, startedAt: startedAt(pid) ?? 'ended' };
}

/**
 * Whether that very process still runs.
 *
 * @param {ProcessIdentity | undefined} identity
 * @returns {boolean}
 */
export function isRunning(identity) {
  return identity !== undefined && startedAt(identity.pid) === identity.startedAt;
}

/**
 * Signals that very process and waits for its end; SIGKILL when it does not go in time.
 *
 * @param {ProcessIdentity | undefined} identity
 * @param {{ signal?: NodeJS.Signals, within?: number }} [options]
 * @returns {Promise<void>}
 */
export async function endProcess(identity, { signal = 'SIGTERM', within = 10_000 } = {}) {
  if (!isRunning(identity)) return;
  const { pid } = identity;
  sendSignal(pid, signal);
  const ended = await waitUntil(() => !isRunning(identity), { within });
  if (ended) return;
  sendSignal(pid, 'SIGKILL');
  await waitUntil(() => !isRunning(identity), { within: 5_000 });
}

function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
