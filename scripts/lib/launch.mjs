import { once } from 'node:events';
import { bringUp } from './bring-up.mjs';
import { choosePort } from './choose-port.mjs';
import { clearRun, dataFolderPath, makeDataFolder, readRun } from './data-folder.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { takeInstanceLock } from './instance-lock.mjs';
import { LaunchError } from './launch-error.mjs';
import { endProcess } from './process-identity.mjs';
import { stopRequest } from './stop-request.mjs';

/**
 * The whole of `npm start`: returns when it was asked to stop and everything has stopped.
 *
 * @param {{ embedded: boolean, watch: boolean }} options
 */
export async function launch(options) {
  const folder = dataFolderPath();
  makeDataFolder(folder);
  const lock = takeInstanceLock(folder);
  if ('holder' in lock) throw alreadyRunning(folder, lock.holder);
  /** What to undo, last thing first. @type {(() => void | Promise<void>)[]} */
  const undo = [lock.release];
  const hurry = { up: () => undefined };
  const signal = stopRequest(() => hurry.up());
  try {
    await recover(folder);
    const port = await choosePort(process.env.PORT);
    await ensureInstalled(signal);
    await ensureBuilt(signal);
    const app = await bringUp({ folder, port, options, undo, signal });
    hurry.up = () => app.hurry();
    await outcome(app, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (signal.aborted) console.log('\nstopping (the data stays)…');
    for (const step of undo.toReversed()) await step();
  }
}

/** An app left over by a launcher that was killed would go on writing under us. */
async function recover(folder) {
  await endProcess(readRun(folder)?.app, { within: 20_000 });
  clearRun(folder);
}

async function outcome(app, signal) {
  const asked = signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined);
  const ended = await Promise.race([asked, app.ended]);
  if (ended === undefined) return;
  throw new LaunchError(
    `the app ended ${ended}`,
    'its own words are above; start again with npm start',
  );
}

function alreadyRunning(folder, holder) {
  const url = readRun(folder)?.url;
  return new LaunchError(
    `Backstory is already ${url ? `running at ${url}` : 'starting'} from ${folder} (process ${holder.pid})`,
    'stop that one first (Ctrl-C there), or start a second with a place of its own: BACKSTORY_DATA=.backstory-2 PORT=3001 npm start',
  );
}
