/** Calls back when nobody fed it for a while. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onSilence: () => void) {}

  feed(ms: number): void {
    this.stop();
    this.timer = setTimeout(this.onSilence, ms);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
