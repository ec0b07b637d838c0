import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { testServers } from './test-servers.js';

/** A compiled program, to be run as often as a test likes as a real process. */
export interface ChildProgram {
  start(environment: Record<string, string>, args?: readonly string[]): RunningProgram;
}

/** A process that says what it did in lines on its standard output. */
export interface RunningProgram {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
  /** Resolves with the first line, seen already or to come, that `wanted` accepts. */
  line(wanted: (line: string) => boolean): Promise<string>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Where the programs of this run lie: both profiles of `npm test` share them. */
const programs = (): string =>
  process.env.BACKSTORY_TEST_PROGRAMS ?? path.join(testServers().folder, 'programs');

/** What Nest looks for and does without: looked for in vain at run time too. */
const NOT_INSTALLED = [
  '@nestjs/microservices',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'pg-native',
];

const compiled = new Map<string, Promise<string>>();

/**
 * Compiles a TypeScript program of the tests, decorators and all, into something node can run; once
 * a run, whoever asks. Its packages are compiled in: finding three thousand files is most of what a
 * start of the application costs, and some of these programs are killed and started all the time.
 */
export async function compileProgram(entry: string): Promise<ChildProgram> {
  let compiling = compiled.get(entry);
  if (!compiling) compiled.set(entry, (compiling = compile(entry)));
  const file = await compiling;
  return { start: (environment, args = []) => run([file, ...args], environment) };
}

async function compile(entry: string): Promise<string> {
  const folder = path.join(programs(), entry.replaceAll('/', '-'));
  const file = path.join(folder, 'program.mjs');
  if (existsSync(file)) return file;
  mkdirSync(programs(), { recursive: true });
  linkWhatIsLookedUp();
  const outDir = mkdtempSync(`${folder}-`);
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: NOT_INSTALLED },
    build: {
      ssr: path.resolve(entry),
      outDir,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  try {
    renameSync(outDir, folder);
  } catch {
    // Another worker was faster with the same program.
    rmSync(outDir, { recursive: true });
  }
  return file;
}

/** A program finds by itself the pages of the API, and the console beside its package's name. */
function linkWhatIsLookedUp(): void {
  for (const name of ['node_modules', 'package.json', 'web']) {
    const link = path.join(programs(), name);
    if (!existsSync(link)) symlinkSync(path.resolve(name), link);
  }
}

function run(command: readonly string[], environment: Record<string, string>): RunningProgram {
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seen: string[] = [];
  const waiting = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    seen.push(line);
    for (const tell of waiting) tell(line);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return {
    process: child,
    exited,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const found = seen.find(wanted);
        if (found !== undefined) return resolve(found);
        const tell = (line: string): void => {
          if (!wanted(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        waiting.add(tell);
        void exited.then(() => reject(new Error('the program ended without saying it')));
      }),
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await exited;
    },
  };
}
