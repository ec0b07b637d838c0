import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LauncherCheckout, type Launch } from '../support/launcher-checkout.js';

/** All that a machine with nothing but Node offers on its PATH. */
const PROGRAMS = ['/bin/sh', '/usr/bin/env', '/usr/bin/unshare', '/bin/ls', '/bin/chown'];

describe('a start', { timeout: 300_000 }, () => {
  let checkout: LauncherCheckout;
  beforeAll(async () => {
    checkout = await LauncherCheckout.create();
  });
  afterAll(() => checkout.remove());

  function pathWithoutRedis(): string {
    const folder = path.join(checkout.folder, 'bin');
    mkdirSync(folder);
    symlinkSync(process.execPath, path.join(folder, 'node'));
    for (const program of PROGRAMS) symlinkSync(program, path.join(folder, path.basename(program)));
    return folder;
  }

  /** Answers what it runs. */
  async function expectPostgresAlone(launch: Launch): Promise<URL[]> {
    await launch.running();
    expect(launch.output).toContain('no Redis');
    const { env, url, mail } = checkout.runFile();
    expect(env.REDIS_URL).toBeUndefined();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(launch.output).toMatch(/Sign in \(works once\): http\S+/);
    expect(launch.output).toContain(`E-mail it sends shows up at ${mail}`);
    expect((await fetch(mail ?? '')).status).toBe(200);
    expect(checkout.processes().filter(({ command }) => command.includes('redis'))).toEqual([]);
    return [new URL(url), new URL(env.DATABASE_URL)];
  }

  it('with no Redis on PATH runs on PostgreSQL alone, and stops by SIGTERM', async () => {
    const launch = checkout.start({ env: { PATH: pathWithoutRedis() } });
    const servers = await expectPostgresAlone(launch);

    expect(await launch.stop('SIGTERM')).toBe(0);

    await checkout.expectStopped(servers);
  });

  it('asked to leave Redis out runs on PostgreSQL alone, and follows npm that is killed', async () => {
    const launch = checkout.start({ npm: true, args: ['--embedded'] });
    const servers = await expectPostgresAlone(launch);

    launch.process.kill('SIGKILL');

    await checkout.expectStopped(servers);
  });
});
