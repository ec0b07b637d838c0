import type { GithubSignal } from '../github-signal.interface.js';
import { type ArchiveCounts, countName, noCounts } from './archive-counts.js';
import type { ArchiveLine } from './archive-lines.js';
import { judgeLine } from './judge-line.js';

/** Fewer transactions make it faster, fewer events make less to do again after a failure. */
const MOST_SIGNALS = 100;
const MOST_LINES = 5_000;

/** A signal and where it stood. */
export interface BatchedSignal {
  readonly id: string;
  readonly type: string;
  readonly signal: GithubSignal;
  readonly line: number;
}

/** A line that is no event. */
export interface BrokenLine {
  readonly line: number;
  readonly why: string;
}

/** Lines that are imported in one transaction. */
export class ArchiveBatch {
  readonly signals: BatchedSignal[] = [];
  readonly broken: BrokenLine[] = [];
  readonly counts: ArchiveCounts = noCounts();
  end = 0;
  lines = 0;

  get isEmpty(): boolean {
    return this.lines === 0;
  }

  get isFull(): boolean {
    return this.signals.length >= MOST_SIGNALS || this.counts.lines >= MOST_LINES;
  }

  add(line: ArchiveLine): void {
    this.end = line.end;
    this.lines = line.number;
    this.counts.lines += 1;
    const judged = judgeLine(line);
    switch (judged.is) {
      case 'broken':
        this.refuse(line.number, judged.why);
        break;
      case 'of_type':
        countName(this.counts.types, judged.type);
        break;
      case 'ignored':
        countName(this.counts.ignored, judged.reason);
        break;
      case 'signal': {
        const { id, type, signal } = judged;
        this.signals.push({ id, type, signal, line: line.number });
        break;
      }
      case 'blank':
    }
  }

  refuse(line: number, why: string): void {
    this.broken.push({ line, why });
    this.counts.broken += 1;
  }
}
