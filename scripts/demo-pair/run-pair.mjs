import { once } from 'node:events';
import path from 'node:path';
import { choosePort } from '../lib/choose-port.mjs';
import { clearRun, dataFolderPath, makeDataFolder, readRun } from '../lib/data-folder.mjs';
import { ensureBuilt } from '../lib/ensure-built.mjs';
import { ensureInstalled } from '../lib/ensure-installed.mjs';
import { takeInstanceLock } from '../lib/instance-lock.mjs';
import { LaunchError } from '../lib/launch-error.mjs';
import { endProcess } from '../lib/process-identity.mjs';
import { stopRequest } from '../lib/stop-request.mjs';
import { bringUpPair } from './bring-up-pair.mjs';
import { tellStory } from './story.mjs';

/**
 * The whole of `npm run demo:pair`: returns when everything has stopped.
 *
 * @param {{ exit: boolean }} options
 * @returns {Promise<boolean>} whether the two agreed at the end; true when somebody stopped it before
 */
export async function runPair({ exit }) {
  const folder = path.join(dataFolderPath(), 'pair');
  makeDataFolder(folder);
  const lock = takeInstanceLock(folder);
  if ('holder' in lock) throw alreadyRunning(folder, lock.holder);
  /** What to undo, last thing first. @type {(() => void | Promise<void>)[]} */
  const undo = [lock.release];
  const hurry = { up: () => undefined };
  const signal = stopRequest(() => hurry.up());
  try {
    await recover(folder);
    const ports = await choosePorts();
    await ensureInstalled(signal);
    await ensureBuilt(signal);
    const pair = await bringUpPair({ folder, ports, undo, signal });
    hurry.up = () => pair.hurry();
    const agree = await Promise.race([tellStory(pair, signal), pair.failed]);
    if (exit) return agree;
    await pair.greet();
    await Promise.race([asked(signal), pair.failed]);
    return agree;
  } catch (error) {
    if (!signal.aborted) throw error;
    return true;
  } finally {
    if (signal.aborted) console.log('\nstopping (the data stays)…');
    for (const step of undo.toReversed()) await step();
  }
}

/** Applications left over by a launcher that was killed would go on writing under us. */
async function recover(folder) {
  for (const name of ['central', 'facade']) {
    const own = path.join(folder, name);
    await endProcess(readRun(own)?.app, { within: 20_000 });
    clearRun(own);
  }
}

async function choosePorts() {
  const { PORT, FACADE_PORT } = process.env;
  if (PORT && PORT === FACADE_PORT && PORT !== '0') {
    throw new LaunchError(
      `PORT and FACADE_PORT are both ${PORT}`,
      'give each deployment a port of its own, or leave both out',
    );
  }
  const command = 'npm run demo:pair';
  return {
    central: await choosePort(PORT || '0', { name: 'PORT', command }),
    facade: await choosePort(FACADE_PORT || '0', { name: 'FACADE_PORT', command }),
  };
}

function asked(signal) {
  return signal.aborted ? Promise.resolve() : once(signal, 'abort');
}

function alreadyRunning(folder, { pid }) {
  return new LaunchError(
    `the pair is already running from ${folder} (process ${pid})`,
    'stop that one first (Ctrl-C there), or give this one a place of its own: BACKSTORY_DATA=.backstory-2 npm run demo:pair',
  );
}
