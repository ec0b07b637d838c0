import type { WriteStream } from 'node:tty';
import { type ProgressState, progressText } from './progress-text.js';

const CLEAR_LINE = '\r\u001B[2K';
const ON_TERMINAL = 100;
const IN_LOG = 5_000;

/** Shows progress: one line that changes on a terminal, a line every five seconds elsewhere. */
export class ProgressBar {
  private readonly began = Date.now();
  private shown = Date.now();
  private latest: ProgressState | undefined;

  constructor(
    private readonly stream: Pick<WriteStream, 'write'> & Partial<WriteStream>,
    private readonly settings: { readonly unit: string; readonly total?: number },
  ) {}

  show(done: number, yielded: string): void {
    const elapsed = Date.now() - this.began;
    this.latest = { ...this.settings, done, yield: yielded, elapsed };
    if (Date.now() - this.shown >= (this.stream.isTTY ? ON_TERMINAL : IN_LOG)) {
      this.print(this.latest);
    }
  }

  /** Leaves the last state behind. */
  end(): void {
    if (this.latest) {
      this.print({ ...this.latest, elapsed: Date.now() - this.began });
      this.stream.write(this.stream.isTTY ? '\n' : '');
    }
  }

  private print(state: ProgressState): void {
    this.shown = Date.now();
    if (!this.stream.isTTY) {
      this.stream.write(`${progressText(state, false)}\n`);
      return;
    }
    const line = progressText(state, true);
    // Some terminals do not know their width and say 0.
    const width = this.stream.columns || 80;
    this.stream.write(CLEAR_LINE + line.slice(0, width - 1));
  }
}
