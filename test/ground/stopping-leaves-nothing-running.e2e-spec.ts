import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPortFree } from '../../scripts/lib/free-port.mjs';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';

describe('stopping', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterAll(() => checkout.remove());

  async function expectNothingLeft(servers: URL[]): Promise<void> {
    await eventually(() => expect(checkout.processes()).toEqual([]));
    expect(checkout.hasRunFile()).toBe(false);
    for (const { port } of servers) expect(await isPortFree(Number(port))).toBe(true);
    // Whoever is thrown out by the server's end says so here: the app was gone before.
    const log = readFileSync(
      path.join(checkout.folder, '.backstory/postgres/postgres.log'),
      'utf8',
    );
    expect(log).not.toContain('terminating connection due to administrator command');
    expect(log.trim().split('\n').at(-1)).toContain('database system is shut down');
  }

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends app, Redis and PostgreSQL',
    async (signal) => {
      const launch = checkout.start();
      await launch.running();
      const { env, url } = checkout.runFile();
      const servers = [url, env.DATABASE_URL, env.REDIS_URL ?? url].map((each) => new URL(each));

      expect(await launch.stop(signal)).toBe(0);

      await expectNothingLeft(servers);
    },
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)('follows npm ended by %s', async (signal) => {
    const launch = checkout.start({ npm: true });
    await launch.running();
    const servers = [new URL(checkout.runFile().env.DATABASE_URL)];

    launch.process.kill(signal);

    await eventually(() => expect(checkout.processes()).toEqual([]), { within: 60_000 });
    await expectNothingLeft(servers);
  });

  it('works in the middle of the start too', async () => {
    const launch = checkout.start();
    await eventually(() => launch.output.includes('embedded PostgreSQL'), { within: 60_000 });

    expect(await launch.stop('SIGTERM')).toBe(0);

    await expectNothingLeft([]);
  });
});
