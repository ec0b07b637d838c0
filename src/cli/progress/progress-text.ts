/** How far a long work is. */
export interface ProgressState {
  readonly done: number;
  /** Absent when nobody knows how much there is. */
  readonly total?: number;
  /** What is counted: `commits`. */
  readonly unit: string;
  /** What came of it so far: `1,234 versions`. */
  readonly yield: string;
  /** Milliseconds since it began. */
  readonly elapsed: number;
}

const BAR = 24;
const numbers = new Intl.NumberFormat('en');

/** One line: bar (on a terminal only), share, count, rate and the time it will still take. */
export function progressText(state: ProgressState, withBar: boolean): string {
  const { done, total, unit, elapsed } = state;
  if (total === undefined) {
    return `${numbers.format(done)} ${unit}, ${state.yield}, ${rateOf(state)}, ${duration(elapsed / 1000)}`;
  }
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.round(share * BAR);
  const rate = elapsed > 0 ? (done * 1000) / elapsed : 0;
  const left = rate > 0 ? duration((total - done) / rate) : '?';
  return [
    ...(withBar ? [`[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}]`] : []),
    `${Math.floor(share * 100)}%`.padStart(4),
    `${numbers.format(done)}/${numbers.format(total)} ${unit},`,
    `${state.yield},`,
    `${rateOf(state)},`,
    done >= total ? `took ${duration(elapsed / 1000)}` : `${left} left`,
  ].join(' ');
}

function rateOf({ done, unit, elapsed }: ProgressState): string {
  const rate = elapsed > 0 ? (done * 1000) / elapsed : 0;
  return `${numbers.format(Math.round(rate))} ${unit}/s`;
}

function duration(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const clock = `${String(minutes).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}
