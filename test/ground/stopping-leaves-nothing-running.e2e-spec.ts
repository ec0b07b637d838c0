import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';

/** `start-without-redis` shows the other ways: by SIGTERM, and after npm was killed. */
describe('stopping', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterAll(() => checkout.remove());

  it('by SIGINT ends app, Redis and PostgreSQL; a second start changed nothing before', async () => {
    const first = checkout.start();
    await first.running();
    const { env, url } = checkout.runFile();
    const servers = [url, env.DATABASE_URL, env.REDIS_URL ?? url].map((each) => new URL(each));

    const second = checkout.start({ env: { PORT: '0' } });
    expect(await second.exit).toBe(1);
    expect(second.output).toContain(`already running at http://localhost:${checkout.port}`);
    expect(second.output).toContain(`process ${first.process.pid}`);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    expect(await first.stop('SIGINT')).toBe(0);

    await checkout.expectStopped(servers);
  });

  it('follows npm ended by SIGTERM', async () => {
    const launch = checkout.start({ npm: true });
    await launch.running();
    const servers = [new URL(checkout.runFile().env.DATABASE_URL)];

    launch.process.kill('SIGTERM');

    await checkout.expectStopped(servers);
  });

  it('works in the middle of the start too', async () => {
    const launch = checkout.start();
    await eventually(() => launch.output.includes('embedded PostgreSQL'), { within: 60_000 });

    expect(await launch.stop('SIGTERM')).toBe(0);

    await checkout.expectStopped([]);
  });
});
