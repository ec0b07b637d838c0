import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LauncherCheckout } from '../support/launcher-checkout.js';

/** All that a machine with nothing but Node offers on its PATH. */
const PROGRAMS = ['/bin/sh', '/usr/bin/env', '/usr/bin/unshare', '/bin/ls', '/bin/chown'];

describe('a start', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeEach(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterEach(() => checkout.remove());

  function pathWithoutRedis(): string {
    const folder = path.join(checkout.folder, 'bin');
    mkdirSync(folder);
    symlinkSync(process.execPath, path.join(folder, 'node'));
    for (const program of PROGRAMS) symlinkSync(program, path.join(folder, path.basename(program)));
    return folder;
  }

  it.each([
    ['with no Redis on PATH', () => ({ env: { PATH: pathWithoutRedis() } })],
    ['asked to leave Redis out', () => ({ args: ['--embedded'] })],
  ])('%s runs on PostgreSQL alone', async (_, options) => {
    const launch = checkout.start(options());
    await launch.running();
    expect(launch.output).toContain('no Redis');
    const { env, url, mail } = checkout.runFile();
    expect(env.REDIS_URL).toBeUndefined();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(launch.output).toContain(`E-mail it sends shows up at ${mail}`);
    expect((await fetch(mail ?? '')).status).toBe(200);
    expect(checkout.processes().filter(({ command }) => command.includes('redis'))).toEqual([]);
    expect(await launch.stop()).toBe(0);
  });
});
