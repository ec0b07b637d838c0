import { describe, expect, it } from 'vitest';
import { Turnstile } from './turnstile.js';

describe('turnstile', () => {
  it('lets no more through at a time than it may, and all of them in the end', async () => {
    const turnstile = new Turnstile(3, 100, () => new Error('full'));
    let inside = 0;
    let most = 0;

    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        turnstile.run(async () => {
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside -= 1;
          return index;
        }),
      ),
    );

    expect(most).toBe(3);
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('turns away who finds the queue full', async () => {
    const turnstile = new Turnstile(1, 1, () => new Error('full'));
    const results = await Promise.allSettled(
      Array.from({ length: 3 }, () => turnstile.run(() => new Promise(setImmediate))),
    );

    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('goes on after work that failed', async () => {
    const turnstile = new Turnstile(1, 1, () => new Error('full'));
    await expect(turnstile.run(() => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );

    expect(await turnstile.run(() => Promise.resolve('ok'))).toBe('ok');
  });
});
