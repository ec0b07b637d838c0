import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';

describe('a start that cannot be', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterAll(() => checkout.remove());

  it('on a taken port names the port and another way', async () => {
    const stranger = createServer().listen(checkout.port);
    await once(stranger, 'listening');

    const launch = checkout.start();

    expect(await launch.exit).toBe(1);
    expect(launch.output).toContain(`port ${checkout.port} is taken`);
    expect(launch.output).toContain(`PORT=${checkout.port + 1} npm start`);
    await eventually(() => expect(checkout.processes()).toEqual([]));
    stranger.close();
  });

  it('with a PORT that is none, or an unknown option, says so', async () => {
    const wrong = checkout.start({ env: { PORT: 'http' } });
    expect(await wrong.exit).toBe(1);
    expect(wrong.output).toContain('PORT=http is no port number');
  });

  it('with a database that cannot be reached says which', async () => {
    const launch = checkout.start({
      env: { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing' },
    });
    expect(await launch.exit).toBe(1);
    expect(launch.output).toContain('the database 127.0.0.1:1/nothing cannot be used');
    expect(launch.output).not.toContain('secret');
    await eventually(() => expect(checkout.processes()).toEqual([]));
  });
});
