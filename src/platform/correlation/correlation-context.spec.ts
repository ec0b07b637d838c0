import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  amendContext,
  currentContext,
  runInContext,
  runInNewContext,
} from './correlation-context.js';

describe('the correlation context', () => {
  it('is absent outside any', () => {
    expect(currentContext()).toBeUndefined();
    expect(() => amendContext({ reason: 'x' })).not.toThrow();
  });

  it('reaches everything that the work starts', async () => {
    const seen = await runInNewContext({ correlationId: 'a' }, async () => {
      await tick();
      return Promise.all([1, 2].map(async () => (await tick(), currentContext()?.correlationId)));
    });

    expect(seen).toEqual(['a', 'a']);
  });

  it('is amended for the rest of its own work only', async () => {
    await runInNewContext({ correlationId: 'a' }, async () => {
      await Promise.all([
        runInContext({ reason: 'inner' }, async () => {
          amendContext({ actor: { id: 'alice', type: 'user' } });
          await tick();
          expect(currentContext()).toMatchObject({ correlationId: 'a', actor: { id: 'alice' } });
        }),
        tick(),
      ]);

      expect(currentContext()).toEqual({ correlationId: 'a' });
    });
  });

  it('is inherited by a nested one and by no new one', () => {
    runInNewContext({ correlationId: 'a', reason: 'r' }, () => {
      expect(runInContext({ source: 'sync' }, currentContext)).toEqual({
        correlationId: 'a',
        reason: 'r',
        source: 'sync',
      });
      expect(runInNewContext({}, currentContext)?.correlationId).not.toBe('a');
      expect(runInNewContext({}, currentContext)?.reason).toBeUndefined();
    });
  });
});
