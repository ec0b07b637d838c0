import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LauncherCheckout } from '../support/launcher-checkout.js';

describe('a start', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeEach(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterEach(() => checkout.remove());

  it('beside a running one says where that runs and changes nothing', async () => {
    const first = checkout.start();
    await first.running();

    const second = checkout.start({ env: { PORT: '0' } });

    expect(await second.exit).toBe(1);
    expect(second.output).toContain(`already running at http://localhost:${checkout.port}`);
    expect(second.output).toContain(`process ${first.process.pid}`);
    const response = await fetch(`${checkout.runFile().url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await first.stop()).toBe(0);
  });

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
