import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort, isPortFree } from './free-port.mjs';
import { LaunchError } from './launch-error.mjs';
import { endProcess, identityOf, isRunning } from './process-identity.mjs';
import { clearServerRecord, readServerRecord, writeServerRecord } from './server-record.mjs';
import { waitUntil } from './wait-until.mjs';

const PROGRAMS = ['valkey-server', 'redis-server'];
const TRIES = 5;

/**
 * The Redis-compatible server on this machine's PATH, if any.
 *
 * @returns {string | undefined}
 */
export function findRedisProgram() {
  return PROGRAMS.find(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/** One Redis (or Valkey) of ours in one folder, on a free loopback port, behind a random password. */
export class PrivateRedis {
  /** @type {string} */ #folder;
  /** @type {string} */ #program;
  /** @type {string} */ #save;
  /** @type {number | undefined} */ #port;
  /** @type {import('./process-identity.mjs').ProcessIdentity | undefined} */ #process;

  /**
   * @param {string} folder data, password, log and record of the server live here
   * @param {{ program: string, save?: string }} options `save` as in redis.conf; none by default
   */
  constructor(folder, { program, save = '""' }) {
    this.#folder = folder;
    this.#program = program;
    this.#save = save;
  }

  /** The process that serves, while it runs. */
  get identity() {
    return isRunning(this.#process) ? this.#process : undefined;
  }

  get logFile() {
    return path.join(this.#folder, 'redis.log');
  }

  get #password() {
    const file = path.join(this.#folder, 'password');
    if (!existsSync(file)) {
      writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
    }
    return readFileSync(file, 'utf8');
  }

  /**
   * @param {number} [database]
   * @returns {string} its URL; the same again after a restart
   */
  url(database = 0) {
    return `redis://:${this.#password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Starts the server; one left over in this folder by a killed launcher is stopped first. */
  async start() {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await endProcess(readServerRecord(this.#folder));
    clearServerRecord(this.#folder);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const usable = this.#port !== undefined && (await isPortFree(this.#port, '127.0.0.1'));
      const port = usable ? this.#port : await freePort();
      if (await this.#startOn(port)) return;
    }
    throw new LaunchError(`${this.#program} did not start`, `see ${this.logFile}`);
  }

  /** Stops it; with SIGKILL it is a crash. */
  async stop(signal = /** @type {NodeJS.Signals} */ ('SIGTERM')) {
    await endProcess(this.#process, { signal });
    clearServerRecord(this.#folder);
  }

  async #startOn(port) {
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(this.#program, ['-'], {
      cwd: this.#folder,
      detached: true,
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    child.on('error', () => undefined);
    if (child.pid === undefined) return false;
    // By standard input, so that the password shows in no process list.
    child.stdin.on('error', () => undefined);
    child.stdin.end(this.#configuration(port));
    child.unref();
    this.#process = identityOf(child.pid);
    writeServerRecord(this.#folder, { kind: 'redis', ...this.#process });
    const state = await waitUntil(() => this.#state(port), { within: 15_000 });
    if (state === 'ready') this.#port = port;
    return state === 'ready';
  }

  #configuration(port) {
    return [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${this.#password}`,
      'maxmemory-policy noeviction',
      'databases 64',
      `save ${this.#save}`,
      '',
    ].join('\n');
  }

  async #state(port) {
    if (!isRunning(this.#process)) return 'ended';
    return (await answersToPassword(port, this.#password)) ? 'ready' : undefined;
  }
}

/** Nobody else knows the password, so an answer of +PONG proves that the server is ours. */
function answersToPassword(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    const finish = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('+PONG')) finish(true);
      if (answer.startsWith('-')) finish(false);
    });
  });
}
