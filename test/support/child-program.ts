import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

/** A program compiled once, to be run as often as a test likes as a real process. */
export interface ChildProgram {
  start(environment: Record<string, string>, args?: readonly string[]): RunningProgram;
  dispose(): void;
}

/** A process that says what it did in lines on its standard output. */
export interface RunningProgram {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
  /** Resolves with the first line, seen already or to come, that `wanted` accepts. */
  line(wanted: (line: string) => boolean): Promise<string>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Compiles a TypeScript program of the tests, decorators and all, into something node can run. */
export async function compileProgram(entry: string): Promise<ChildProgram> {
  const cache = path.resolve('node_modules/.cache/backstory-test');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(path.join(cache, 'program-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.resolve(entry),
      outDir,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return {
    start: (environment, args = []) =>
      run([path.join(outDir, 'program.mjs'), ...args], environment),
    dispose: () => rmSync(outDir, { recursive: true, force: true }),
  };
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
