import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until the answer is neither false nor undefined; answers undefined once the deadline passed.
 *
 * @template T
 * @param {() => T | Promise<T>} probe
 * @param {{ within: number, every?: number }} options
 * @returns {Promise<T | undefined>}
 */
export async function waitUntil(probe, { within, every = 10 }) {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await probe();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > deadline) return undefined;
    await delay(every);
  }
}
