import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedPostgres, THROW_AWAY_SETTINGS } from '../../scripts/lib/embedded-postgres.mjs';
import { query } from '../support/query.js';
import { testServers } from '../support/test-servers.js';

/** A PATH with what the launcher calls, less one program. */
function pathWithout(program: string): string {
  const folder = mkdtempSync(path.join(testServers().folder, 'bin-'));
  const programs = ['sh', 'ls', 'cp', 'mv', 'chown', 'unshare'].filter((name) => name !== program);
  for (const name of programs) {
    symlinkSync(path.join('/usr/bin', name), path.join(folder, name));
  }
  return folder;
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(testServers().folder, 'embedded-'));
    server = new EmbeddedPostgres(folder, THROW_AWAY_SETTINGS);
    await server.start();
    await query(server.url(), 'CREATE TABLE kept AS SELECT 7 AS n');
  });
  afterEach(() => server.stop());

  it('starts over a pid file whose number another process has got since', async () => {
    const file = path.join(folder, 'data/postmaster.pid');
    const [, ...rest] = readFileSync(file, 'utf8').split('\n');
    await server.stop('immediate');
    const stranger = spawn('sleep', ['60']);
    writeFileSync(file, [stranger.pid, ...rest].join('\n'));

    await server.start();
    stranger.kill();

    expect(await query(server.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('is taken over by the next one when its launcher left it running', async () => {
    const next = new EmbeddedPostgres(folder, THROW_AWAY_SETTINGS);
    await next.start();
    expect(server.identity).toBeUndefined();
    expect(await query(next.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await next.stop();
  });

  it('keeps its data where root has no user namespaces any more', async () => {
    await server.stop();
    const before = process.env.PATH;
    process.env.PATH = pathWithout('unshare');
    try {
      await server.start();
      expect(await query(server.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
      await server.stop();
    } finally {
      process.env.PATH = before;
    }
    await server.start();
    expect(await query(server.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('refuses data of another major version and says which', async () => {
    await server.stop();
    writeFileSync(path.join(folder, 'data/PG_VERSION'), '9\n');
    await expect(server.start()).rejects.toThrow('was made by PostgreSQL 9; installed is 18');
  });

  it('lets in nobody without its password', async () => {
    const url = new URL(server.url());
    url.password = 'guessed';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });
});
