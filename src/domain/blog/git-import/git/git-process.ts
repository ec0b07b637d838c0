import { type ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitFailedError, GitMissingError } from '../git-import.errors.js';
import { ByteReader } from './byte-reader.js';

const LONGEST_COMPLAINT = 2_000;

/** A running git: asked on its standard input, answering on its standard output. */
export class GitProcess {
  readonly output: ByteReader;
  /** Settles when it has ended; rejects when that was no success. */
  readonly ended: Promise<void>;
  private complaint = '';

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly command: string,
  ) {
    this.output = new ByteReader(child.stdout);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(0, LONGEST_COMPLAINT);
    });
    // Whoever reads learns of the end there.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve, reject) => {
      child.once('error', (error) => reject(new GitMissingError(error)));
      child.once('close', (code) => (code === 0 ? resolve() : reject(this.failure())));
    });
    this.ended.catch(() => undefined);
  }

  /** Waits while git has more to read than it takes; false when it takes nothing any more. */
  async write(text: string): Promise<boolean> {
    const { stdin } = this.child;
    if (!stdin.write(text) && !stdin.destroyed) {
      await new Promise<void>((resolve) => {
        const done = () => {
          stdin.off('drain', done).off('close', done);
          resolve();
        };
        stdin.on('drain', done).on('close', done);
      });
    }
    return !stdin.destroyed;
  }

  finishInput(): void {
    this.child.stdin.end();
  }

  /** Why it stopped answering; to be thrown. */
  async whyItEnded(): Promise<Error> {
    try {
      await this.ended;
      return this.failure();
    } catch (error) {
      return error as Error;
    }
  }

  stop(): void {
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.kill();
  }

  private failure(): GitFailedError {
    return new GitFailedError(this.command, this.complaint.trim());
  }
}
