import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';
import { query } from '../support/query.js';

function kill(...pids: (number | undefined)[]): void {
  for (const pid of pids) {
    // 0 would mean our own process group.
    expect(pid).toBeGreaterThan(1);
    process.kill(Number(pid), 'SIGKILL');
  }
}

describe('a start after kill -9', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
    await checkout.start().running();
    await query(checkout.runFile().env.DATABASE_URL, 'CREATE TABLE kept AS SELECT 7 AS n');
  }, 240_000);
  afterAll(() => checkout.remove());

  async function nothingRuns(): Promise<void> {
    await eventually(() => expect(checkout.processes()).toEqual([]), { within: 60_000 });
  }

  async function expectDataAfterStart(): Promise<void> {
    await checkout.start().running();
    const { env, url } = checkout.runFile();
    expect(await query(env.DATABASE_URL, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  }

  it('of the launcher has the data again, and nothing ran on meanwhile', async () => {
    kill(checkout.runFile().launcher.pid);
    await nothingRuns();
    await expectDataAfterStart();
  });

  it('of the app has the data again; the launcher had ended by itself', async () => {
    kill(checkout.runFile().app.pid);
    await nothingRuns();
    await expectDataAfterStart();
  });

  it('of launcher and guardian ends what they left before it begins', async () => {
    const { launcher, app } = checkout.runFile();
    const guardian = checkout.processes().find(({ command }) => command.includes('guardian.mjs'));
    kill(guardian?.pid, launcher.pid);
    await expectDataAfterStart();
    expect(checkout.processes().map(({ pid }) => pid)).not.toContain(app.pid);
  });

  it('of everything at once has the data again', async () => {
    kill(...checkout.processes().map(({ pid }) => pid));
    await nothingRuns();
    await expectDataAfterStart();
  });
});
