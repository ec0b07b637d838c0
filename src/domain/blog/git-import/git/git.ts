import { spawn } from 'node:child_process';
import { type Environment, gitEnvironment } from './git-environment.js';
import { GitProcess } from './git-process.js';

/**
 * Keeps a repository's own configuration from running anything. Only plumbing commands are used:
 * they know no pager, no external diff, no textconv and no signature check.
 */
const HARMLESS = [
  '--no-pager',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
];

/** Runs git, never through a shell. */
export class Git {
  private readonly environment: Environment;

  /** @param place where to run: `['-C', folder]` or `['--git-dir=…']` */
  constructor(
    private readonly place: readonly string[],
    private readonly env: Environment,
    extra: Environment = {},
  ) {
    this.environment = { ...gitEnvironment(env), ...extra };
  }

  /** The same git at another place. */
  at(place: readonly string[]): Git {
    return new Git(place, this.env);
  }

  start(args: readonly string[]): GitProcess {
    const child = spawn('git', [...this.place, ...HARMLESS, ...args], {
      env: { ...this.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    return new GitProcess(child, args[0] ?? '');
  }

  /** The lines it prints, one at a time. */
  async *lines(args: readonly string[]): AsyncGenerator<string> {
    const process = this.start(args);
    process.finishInput();
    try {
      for (;;) {
        const line = await process.output.readThrough(0x0a);
        if (line === undefined) {
          break;
        }
        yield line.toString('utf8');
      }
      await process.ended;
    } finally {
      process.stop();
    }
  }

  /** Its first line, `''` where it prints none. */
  async line(args: readonly string[]): Promise<string> {
    for await (const line of this.lines(args)) {
      return line;
    }
    return '';
  }
}
