import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { endProcess, identityOf } from './process-identity.mjs';
import { projectRoot } from './project-root.mjs';
import { waitUntil } from './wait-until.mjs';

const GRACE = 20_000;

/** The app as a child in a process group of its own, so that Ctrl-C reaches it only through us. */
export class AppProcess {
  /** @type {import('node:child_process').ChildProcess} */ #child;
  #ended = false;

  /**
   * @param {NodeJS.ProcessEnv} env
   * @param {{ watch: boolean, log?: string }} options log: a file that gets what it says
   */
  constructor(env, { watch, log }) {
    const nest = path.join(projectRoot, 'node_modules/@nestjs/cli/bin/nest.js');
    const args = watch ? [nest, 'start', '--watch'] : [path.join(projectRoot, 'dist/src/main.js')];
    const output = log === undefined ? 'inherit' : openSync(log, 'a', 0o600);
    this.#child = spawn(process.execPath, args, {
      cwd: projectRoot,
      env,
      detached: true,
      stdio: ['ignore', output, output],
    });
    if (typeof output === 'number') closeSync(output);
    this.identity = identityOf(this.#child.pid ?? -1);
    /** Settles when it is gone, with how it went. @type {Promise<string>} */
    this.ended = once(this.#child, 'exit').then(([code, signal]) => {
      this.#ended = true;
      return signal ? `by ${signal}` : `with exit code ${code}`;
    });
    this.watch = watch;
    this.words = log === undefined ? 'its own words are above' : `its own words are in ${log}`;
  }

  /**
   * Waits until it answers that it is ready.
   *
   * @param {string} url
   * @param {AbortSignal} signal
   */
  async ready(url, signal) {
    const state = await waitUntil(() => (this.#ended || signal.aborted ? 'ended' : isReady(url)), {
      within: this.watch ? 180_000 : 90_000,
      every: 100,
    });
    signal.throwIfAborted();
    if (state === true) return;
    throw new LaunchError(
      state === 'ended'
        ? `the app ended ${await this.ended} before it was ready`
        : `the app did not become ready at ${url}/health/ready`,
      this.words,
    );
  }

  /** Lets it finish what it is doing; kills it when that takes too long, or at once in a hurry. */
  async stop() {
    if (this.#ended) return;
    // `nest start --watch` does not pass the signal on to the app it started.
    if (this.watch) signalGroup(this.identity.pid, 'SIGTERM');
    await endProcess(this.identity, { within: GRACE });
    await this.ended;
  }

  hurry() {
    signalGroup(this.identity.pid, 'SIGKILL');
  }
}

async function isReady(url) {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok || undefined;
  } catch {
    return undefined;
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
