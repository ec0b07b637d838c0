import path from 'node:path';
import { appEnvironment } from '../lib/app-environment.mjs';
import { AppProcess } from '../lib/app-process.mjs';
import { clearRun, makeDataFolder, writeRun } from '../lib/data-folder.mjs';
import { LaunchError, remedyFor } from '../lib/launch-error.mjs';
import { migrateDatabase } from '../lib/migrate-database.mjs';
import { identityOf } from '../lib/process-identity.mjs';
import { runCli } from '../lib/run-cli.mjs';

/** Seconds between two exchanges: short, so that a story can be told of it. */
const INTERVAL = '1';

/** One of the two: its process, its database, and somebody signed in to it. */
export class Deployment {
  /** @type {AppProcess | undefined} */ #app;
  /** @type {string | undefined} */ #cookie;
  #isStopping = false;

  /**
   * @param {{ name: string, peer: string, folder: string, databaseUrl: string, port: number,
   *   host: string, credentials: string, link?: string }} place
   */
  constructor({ name, peer, folder, databaseUrl, port, host, credentials, link }) {
    this.name = name;
    this.peer = peer;
    this.folder = folder;
    this.databaseUrl = databaseUrl;
    this.url = `http://${host}:${port}`;
    this.port = port;
    this.log = path.join(folder, 'app.log');
    this.sync = {
      BACKSTORY_SYNC_NAME: name,
      BACKSTORY_SYNC_PEER: peer,
      ...(link !== undefined && { BACKSTORY_SYNC_URL: link }),
      BACKSTORY_SYNC_CREDENTIALS: credentials,
      BACKSTORY_SYNC_MODE: 'backstory',
      BACKSTORY_SYNC_DIALECT: 'mapping',
      BACKSTORY_SYNC_INTERVAL: INTERVAL,
    };
    this.env = appEnvironment(
      { ...withoutSettings(process.env), BACKSTORY_PUBLIC_URL: this.url, ...this.sync },
      { databaseUrl, redisUrl: undefined },
      { port, folder },
    );
    makeDataFolder(folder);
  }

  /** The process that runs, for whoever has to end it. */
  get process() {
    return this.#app && { ...this.#app.identity, signal: 'SIGTERM' };
  }

  async migrate() {
    await migrateDatabase(this.env);
  }

  start() {
    this.#app = new AppProcess(this.env, { watch: false, log: this.log });
    writeRun(this.folder, {
      url: this.url,
      launcher: identityOf(process.pid),
      app: this.#app.identity,
      // What `npm run backstory` must know to reach the same data.
      env: { DATABASE_URL: this.databaseUrl, PORT: String(this.port), ...this.sync },
    });
  }

  /** @param {AbortSignal} signal */
  async ready(signal) {
    await this.#app.ready(`http://127.0.0.1:${this.port}`, signal);
    const { searchParams } = new URL(await this.signInLink());
    const answer = await this.#fetch(`/sign-in?${searchParams}`, { redirect: 'manual' });
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  }

  /** Rejects when it ends without being asked to. */
  async failed() {
    const how = await this.#app.ended;
    if (this.#isStopping) return new Promise(() => undefined);
    throw new LaunchError(`${this.name} ended ${how}`, `its own words are in ${this.log}`);
  }

  async stop() {
    this.#isStopping = true;
    await this.#app.stop();
    clearRun(this.folder);
  }

  hurry() {
    this.#isStopping = true;
    this.#app.hurry();
  }

  async signInLink() {
    const { code, output, complaint } = await runCli(['sign-in-link'], this.env, { capture: true });
    const link = code === 0 ? output.match(/https?:\/\/\S+/)?.[0] : undefined;
    if (link) return link;
    throw new LaunchError(
      `nobody can sign in to ${this.name}: ${(complaint || output).trim()}`,
      remedyFor(complaint || output),
    );
  }

  /**
   * Asks its API as a person would.
   *
   * @param {string} method
   * @param {string} target
   * @param {object} [body]
   */
  async ask(method, target, body) {
    const answer = await this.#fetch(target, {
      method,
      headers: { cookie: this.#cookie, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(`${this.name}: ${method} ${target} answered ${answer.status}: ${text}`);
  }

  /** How it stands with the other one, as it sees it. */
  async standing() {
    const { items } = await this.ask('GET', '/sync/peers');
    return items[0];
  }

  /** @param {string} target @param {RequestInit} options */
  #fetch(target, options) {
    return fetch(`http://127.0.0.1:${this.port}${target}`, {
      signal: AbortSignal.timeout(20_000),
      ...options,
    });
  }
}

/** Settings of another instance are none of these two's. */
function withoutSettings(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(BACKSTORY|DATABASE|REDIS)_/.test(name)),
  );
}
