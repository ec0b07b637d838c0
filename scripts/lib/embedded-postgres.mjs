import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkDataVersion } from './check-data-version.mjs';
import { settleDataPlace } from './data-place.mjs';
import { freePort, isPortFree } from './free-port.mjs';
import { initialiseCluster } from './initialise-cluster.mjs';
import { LaunchError } from './launch-error.mjs';
import { giveTo } from './give-to.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { commandAs, postgresUser } from './postgres-user.mjs';
import { endProcess, identityOf, isRunning } from './process-identity.mjs';
import { clearServerRecord, readServerRecord, writeServerRecord } from './server-record.mjs';
import { disownStalePostmaster } from './stale-postmaster.mjs';
import { waitUntil } from './wait-until.mjs';

const SUPERUSER = 'postgres';
const TRIES = 5;

/** Survives a crash of the server but not of the machine, and much faster: for data that is thrown away. */
export const THROW_AWAY_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** One PostgreSQL server of ours in one folder, on a free loopback port, behind a random password. */
export class EmbeddedPostgres {
  /** @type {import('./postgres-user.mjs').PostgresUser} */ #user;
  /** @type {string} */ #folder;
  /** @type {Record<string, string>} */ #settings;
  /** @type {number | undefined} */ #port;
  /** @type {import('./process-identity.mjs').ProcessIdentity | undefined} */ #process;

  /**
   * @param {string} folder data, password, log and record of the server live here
   * @param {Record<string, string>} [settings] as in postgresql.conf
   */
  constructor(folder, settings = {}) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** The process that serves, while it runs. */
  get identity() {
    return isRunning(this.#process) ? this.#process : undefined;
  }

  /** Whether this folder holds a cluster already. */
  get isInitialised() {
    return existsSync(path.join(this.#dataFolder, 'PG_VERSION'));
  }

  get logFile() {
    return path.join(this.#folder, 'postgres.log');
  }

  get #dataFolder() {
    return path.join(this.#user?.folder ?? this.#folder, 'data');
  }

  /**
   * @param {string} [database]
   * @returns {string} its URL; the same again after a restart
   */
  url(database = 'postgres') {
    const password = readFileSync(path.join(this.#folder, 'password'), 'utf8').trim();
    return `postgres://${SUPERUSER}:${password}@127.0.0.1:${this.#port}/${database}`;
  }

  /**
   * Starts the server, making the cluster first where there is none. A server left over in this
   * folder by a launcher that was killed is stopped first: its settings may be another's.
   */
  async start() {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await this.#stopLeftOver();
    this.#user = settleDataPlace(postgresUser(postgresBinaries(), this.#folder), this.#folder);
    if (this.isInitialised) checkDataVersion(this.#user, this.#dataFolder);
    else this.#initialise();
    giveTo(this.#user, this.#dataFolder);
    disownStalePostmaster(this.#dataFolder);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const port = await this.#choosePort();
      if (await this.#startOn(port)) return;
      // A stranger took the port, or a backend of a killed server is still on its way out.
      await delay(attempt * 250);
    }
    throw new LaunchError(`PostgreSQL did not start: ${this.#lastLines()}`, `see ${this.logFile}`);
  }

  /**
   * Stops it: `fast` ends the clients' sessions and writes everything down, `immediate` is a crash.
   *
   * @param {'fast' | 'immediate'} [mode]
   */
  async stop(mode = 'fast') {
    await endProcess(this.#process, {
      signal: mode === 'fast' ? 'SIGINT' : 'SIGQUIT',
      within: 30_000,
    });
    clearServerRecord(this.#folder);
  }

  #initialise() {
    const password = randomBytes(24).toString('base64url');
    const file = path.join(this.#folder, 'password');
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    const durable = this.#settings.fsync !== 'off';
    initialiseCluster(this.#user, this.#dataFolder, { superuser: SUPERUSER, password, durable });
  }

  async #choosePort() {
    const usable = this.#port !== undefined && (await isPortFree(this.#port, '127.0.0.1'));
    return usable ? this.#port : freePort();
  }

  /** Only this data folder's postmaster.pid says "ready", so a stranger on the port cannot fool us. */
  async #startOn(port) {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      ...this.#settings,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { file, args, identity } = commandAs(this.#user, 'postgres', [
      '-D',
      this.#dataFolder,
      ...options,
    ]);
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(file, args, { ...identity, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) return false;
    this.#process = identityOf(child.pid);
    writeServerRecord(this.#folder, { kind: 'postgres', ...this.#process });
    const state = await waitUntil(() => this.#state(), { within: 60_000, every: 5 });
    if (state === 'ready') this.#port = port;
    return state === 'ready';
  }

  #state() {
    if (!isRunning(this.#process)) return 'ended';
    const lines = this.#postmasterFile();
    const ready = Number(lines[0]) === this.#process?.pid && lines[7]?.trim() === 'ready';
    return ready ? 'ready' : undefined;
  }

  #postmasterFile() {
    try {
      return readFileSync(path.join(this.#dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    } catch {
      return [];
    }
  }

  async #stopLeftOver() {
    const record = readServerRecord(this.#folder);
    await endProcess(record, { signal: 'SIGINT', within: 30_000 });
    clearServerRecord(this.#folder);
  }

  #lastLines() {
    return existsSync(this.logFile)
      ? readFileSync(this.logFile, 'utf8').trim().split('\n').slice(-3).join(' | ')
      : 'it left no log';
  }
}
