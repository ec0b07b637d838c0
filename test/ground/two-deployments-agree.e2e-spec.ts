import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';

describe('the demo of two deployments', { timeout: 120_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterAll(() => checkout.remove());

  it('cuts and heals the link, shows that both agree, and leaves nothing running', async () => {
    const demo = checkout.start({ script: 'scripts/demo-pair.mjs', args: ['--exit'] });

    expect(await demo.exit, demo.output).toBe(0);
    expect(demo.output).toContain('central  says: facade: it gave no answer');
    expect(demo.output).toMatch(
      /conflict on body: “.+” here, “.+” there\n {3}decided: body: theirs/,
    );
    expect(demo.output).toContain('the two agree: 2 posts and comments');
    await eventually(() => expect(checkout.processes()).toEqual([]));
  });
});
