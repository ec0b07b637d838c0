import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { EmbeddedPostgres } from '../lib/embedded-postgres.mjs';
import { ensureDatabase } from '../lib/ensure-database.mjs';
import { startGuardian } from '../lib/start-guardian.mjs';
import { Deployment } from './deployment.mjs';
import { Link } from './link.mjs';

/**
 * One server with a database for each, the link between the two, both applications; pushes on `undo`
 * how to stop each.
 *
 * @param {{ folder: string, ports: { central: number, facade: number },
 *   undo: (() => void | Promise<void>)[], signal: AbortSignal }} context
 */
export async function bringUpPair({ folder, ports, undo, signal }) {
  const guardian = startGuardian();
  undo.push(() => guardian.dismiss());
  const postgres = new EmbeddedPostgres(path.join(folder, 'postgres'));
  undo.push(() => postgres.stop());
  await postgres.start();
  const server = { ...postgres.identity, signal: 'SIGINT' };
  guardian.watch([server]);
  signal.throwIfAborted();

  const link = new Link(ports.facade);
  await link.open();
  undo.push(() => link.close());
  const credentials = `keeper:${randomBytes(18).toString('base64url')}`;
  const place = (name) => ({
    name,
    folder: path.join(folder, name),
    databaseUrl: postgres.url(name),
    port: ports[name],
    credentials,
  });
  // Cookies know no ports: under one host name, signing in to one would sign out of the other.
  const central = new Deployment({
    ...place('central'),
    host: 'localhost',
    peer: 'facade',
    link: link.url,
  });
  const facade = new Deployment({ ...place('facade'), host: '127.0.0.1', peer: 'central' });
  const both = [central, facade];
  for (const { databaseUrl } of both) await ensureDatabase(databaseUrl, { create: true });
  await Promise.all(both.map((one) => one.migrate()));
  console.log('✓ an embedded PostgreSQL, and a database for each');
  signal.throwIfAborted();

  for (const one of both) {
    one.start();
    undo.push(() => one.stop());
    guardian.watch([...both.flatMap((started) => started.process ?? []), server]);
  }
  await Promise.all(both.map((one) => one.ready(signal)));
  console.log(`✓ central at ${central.url}, facade at ${facade.url}\n`);
  const failed = Promise.race(both.map((one) => one.failed()));
  // Who waits for it hears of it; between two waits nobody does.
  failed.catch(() => undefined);
  return {
    central,
    facade,
    link,
    failed,
    hurry: () => both.forEach((one) => one.hurry()),
    greet: () => greet(both, credentials),
  };
}

async function greet(both, credentials) {
  for (const one of both) {
    console.log(`\n  ${one.name.padEnd(8)} ${one.url}/console/sync`);
    console.log(`           Sign in (works once): ${await one.signInLink()}`);
  }
  const [, facade] = both;
  console.log(
    `\n  What the central one pulls: curl -u '${credentials}' '${facade.url}/messages.json?from_id=1'`,
  );
  console.log('  Stop with Ctrl-C.\n');
}
