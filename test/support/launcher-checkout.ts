import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { isBuilt } from '../../scripts/lib/ensure-built.mjs';
import { freePort, isPortFree } from '../../scripts/lib/free-port.mjs';
import { projectRoot } from '../../scripts/lib/project-root.mjs';
import { eventually } from './eventually.js';
import { processesIn, type RunningProcess } from './processes-in.js';
import { testServers } from './test-servers.js';

const COPIED = ['scripts', 'package.json', 'package-lock.json'];
const SHARED = ['node_modules', 'dist', 'src', 'migrations', 'bench', 'web'];
const SETTINGS = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** What a running instance writes about itself. */
export interface RunFile {
  url: string;
  /** Where e-mail shows up. */
  mail?: string;
  launcher: { pid: number };
  app: { pid: number };
  env: { DATABASE_URL: string; REDIS_URL?: string };
}

export interface StartOptions {
  env?: NodeJS.ProcessEnv;
  args?: string[];
  /** Through `npm start`. */
  npm?: boolean;
  /** Another program than the one of `npm start`. */
  script?: string;
}

/** A checkout of its own to start Backstory in: own scripts and data, shared packages and build. */
export class LauncherCheckout {
  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  static async create(): Promise<LauncherCheckout> {
    if (!isBuilt())
      throw new Error('the build is older than its sources: npm run build, or npm test');
    const folder = mkdtempSync(path.join(testServers().folder, 'checkout-'));
    for (const name of [...COPIED, ...SETTINGS]) {
      cpSync(path.join(projectRoot, name), path.join(folder, name), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    for (const name of SHARED) {
      const shared = path.join(projectRoot, name);
      if (existsSync(shared)) symlinkSync(shared, path.join(folder, name));
    }
    // Marked as done: the demo takes its time, and what is tested here does not need it.
    mkdirSync(path.join(folder, '.backstory'), { mode: 0o700 });
    writeFileSync(path.join(folder, '.backstory/seeded-embedded'), '');
    return new LauncherCheckout(folder, await freePort());
  }

  /** `node scripts/start.mjs`, or npm in front of it. */
  start(options: StartOptions = {}): Launch {
    const { env = {}, args = [], npm = false, script = 'scripts/start.mjs' } = options;
    const start = npm ? ['npm', 'start', '--'] : [process.execPath, script];
    const command = [...start, ...args];
    return new Launch(
      spawn(command[0] ?? '', command.slice(1), {
        cwd: this.folder,
        detached: true,
        env: { ...environment(), PORT: String(this.port), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  runFile(): RunFile {
    return JSON.parse(
      readFileSync(path.join(this.folder, '.backstory/run.json'), 'utf8'),
    ) as RunFile;
  }

  hasRunFile(): boolean {
    return existsSync(path.join(this.folder, '.backstory/run.json'));
  }

  /** Every process that works in or for this checkout. */
  processes(): RunningProcess[] {
    return processesIn(this.folder);
  }

  /** Nothing of it runs any more, and it ended in order: no port taken, no client thrown out. */
  async expectStopped(servers: readonly URL[]): Promise<void> {
    await eventually(() => expect(this.processes()).toEqual([]), { within: 60_000 });
    expect(this.hasRunFile()).toBe(false);
    for (const { port } of servers) expect(await isPortFree(Number(port))).toBe(true);
    // Whoever is thrown out by the server's end says so here: the app was gone before.
    const log = readFileSync(path.join(this.folder, '.backstory/postgres/postgres.log'), 'utf8');
    expect(log).not.toContain('terminating connection due to administrator command');
    expect(log.trim().split('\n').at(-1)).toContain('database system is shut down');
  }

  async remove(): Promise<void> {
    for (const { pid } of this.processes()) endAtOnce(pid);
    await eventually(() => this.processes().length === 0);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Kills a process, which may have ended since it was listed. */
function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** One `npm start`. */
export class Launch {
  output = '';
  readonly exit: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    process.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exit = new Promise((resolve) => process.once('close', (code) => resolve(code)));
  }

  /** Waits until it has told where Backstory runs. */
  async running(): Promise<void> {
    await Promise.race([
      eventually(() => this.output.includes('Backstory runs at'), { within: 200_000 }),
      this.exit.then((code) => {
        throw new Error(`it ended with ${code}:\n${this.output}`);
      }),
    ]);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal);
    return this.exit;
  }
}

/** Nothing of the test runner's own, nor of the machine's servers. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}
