import { GitFailedError } from '../git-import.errors.js';
import type { Git } from './git.js';
import type { GitProcess } from './git-process.js';

/** Reads objects by hash, any number of them through two processes. Call `close` at the end. */
export class GitObjects {
  private readonly checker: GitProcess;
  private readonly reader: GitProcess;

  constructor(git: Git) {
    this.checker = git.start(['cat-file', '--batch-check']);
    this.reader = git.start(['cat-file', '--batch']);
  }

  close(): void {
    this.checker.stop();
    this.reader.stop();
  }

  /** Their sizes in bytes, in the order asked for. */
  async sizes(hashes: readonly string[]): Promise<number[]> {
    return hashes.length === 0
      ? []
      : this.ask(this.checker, hashes, (size) => Promise.resolve(size));
  }

  /** Their contents, in the order asked for; keep the sum of their sizes in mind. */
  async contents(hashes: readonly string[]): Promise<Buffer[]> {
    return hashes.length === 0
      ? []
      : this.ask(this.reader, hashes, async (size) => {
          const bytes = await this.reader.output.read(size + 1);
          if (bytes === undefined) {
            throw await this.reader.whyItEnded();
          }
          return bytes.subarray(0, size);
        });
  }

  private async ask<T>(
    process: GitProcess,
    hashes: readonly string[],
    answer: (size: number) => Promise<T>,
  ): Promise<T[]> {
    await process.write(`${hashes.join('\n')}\n`);
    const answers: T[] = [];
    for (const hash of hashes) {
      const header = await process.output.readThrough(0x0a);
      if (header === undefined) {
        throw await process.whyItEnded();
      }
      const [name, , size] = header.toString('latin1').split(' ');
      if (name !== hash || size === undefined) {
        throw new GitFailedError('cat-file', header.toString('utf8'));
      }
      answers.push(await answer(Number(size)));
    }
    return answers;
  }
}
