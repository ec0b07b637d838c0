import { appEnvironment } from './app-environment.mjs';
import { AppProcess } from './app-process.mjs';
import { clearRun, writeRun } from './data-folder.mjs';
import { prepareDatabase } from './prepare-database.mjs';
import { identityOf } from './process-identity.mjs';
import { startMailCatcher } from './start-mail-catcher.mjs';
import { startServers } from './servers.mjs';
import { startGuardian } from './start-guardian.mjs';

/**
 * Servers, migrations, demo data, the app, and the way in; pushes on `undo` how to stop each.
 *
 * @param {{ folder: string, port: number, options: { embedded: boolean, watch: boolean },
 *   undo: (() => void | Promise<void>)[], signal: AbortSignal }} context
 * @returns {Promise<AppProcess>}
 */
export async function bringUp({ folder, port, options, undo, signal }) {
  const guardian = startGuardian();
  undo.push(() => guardian.dismiss());
  const servers = await startServers(folder, { env: process.env, embedded: options.embedded });
  undo.push(() => servers.stop());
  guardian.watch(servers.processes);
  console.log(`✓ ${servers.description}`);
  signal.throwIfAborted();

  const mail = await startMailCatcher(folder, process.env);
  undo.push(() => mail?.stop());
  const env = appEnvironment(process.env, servers, { port, folder, mail });
  const { done, link } = await prepareDatabase(folder, env, process.env.DATABASE_URL);
  for (const line of done) console.log(`✓ ${line}`);
  signal.throwIfAborted();

  const url = `http://localhost:${port}`;
  const app = new AppProcess(env, options);
  undo.push(() => app.stop());
  guardian.watch([{ ...app.identity, signal: 'SIGTERM' }, ...servers.processes]);
  writeRun(folder, {
    url,
    ...(mail && { mail: mail.url }),
    launcher: identityOf(process.pid),
    app: app.identity,
    // What `npm run backstory` must know to reach the same data.
    env: { DATABASE_URL: env.DATABASE_URL, REDIS_URL: env.REDIS_URL, PORT: env.PORT },
  });
  undo.push(() => clearRun(folder));
  await app.ready(url, signal);
  greet(url, link, mail);
  return app;
}

function greet(url, link, mail) {
  console.log(`\n  Backstory runs at ${url}`);
  if (link) console.log(`  Sign in (works once): ${link}`);
  if (mail) console.log(`  E-mail it sends shows up at ${mail.url}`);
  console.log('  Stop with Ctrl-C.\n');
}
