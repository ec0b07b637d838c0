import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Milliseconds until it gives up. @defaultValue 5000 */
  within?: number;
  /** Milliseconds between two attempts. @defaultValue 25 */
  every?: number;
}

/**
 * Runs the check until it passes and answers its value; at the deadline throws what the last attempt
 * threw. The check fails by throwing (an `expect`), or by answering `false` or `undefined`.
 *
 * @example
 * await eventually(async () => expect(await countVersions()).toBe(3));
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { within = 5_000, every = 25 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const outcome = await attempt(check);
    if ('value' in outcome) return outcome.value;
    if (Date.now() >= deadline) throw outcome.error;
    await delay(every);
  }
}

async function attempt<T>(check: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    const value = await check();
    if (value !== false && value !== undefined) return { value };
    return { error: new Error(`still ${String(value)} at the deadline`) };
  } catch (error) {
    return { error };
  }
}
