interface Waiting {
  run: () => void;
  fail: (error: Error) => void;
  signal: AbortSignal | undefined;
}

type Callback = (lock: Lock | null) => unknown;

/** Web Locks for one name, as far as an election needs them; Node has none. */
export class FakeLocks {
  private holder: { fail: (error: Error) => void } | undefined;
  private readonly queue: Waiting[] = [];

  readonly request = ((_name: string, options: LockOptions, callback: Callback): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const entry: Waiting = {
        fail: reject,
        signal: options.signal,
        run: () => {
          const own = { fail: reject };
          this.holder = own;
          Promise.resolve(callback(null))
            .then(resolve, reject)
            .finally(() => {
              if (this.holder === own) this.release();
            })
            .catch(() => undefined);
        },
      };
      options.signal?.addEventListener('abort', () => this.leave(entry));
      if (options.steal === true) return this.steal(entry);
      this.queue.push(entry);
      if (this.holder === undefined) this.release();
    })) as LockManager['request'];

  private steal(entry: Waiting): void {
    this.holder?.fail(new DOMException('stolen', 'AbortError'));
    entry.run();
  }

  private leave(entry: Waiting): void {
    const at = this.queue.indexOf(entry);
    if (at === -1) return;
    this.queue.splice(at, 1);
    entry.fail(new DOMException('aborted', 'AbortError'));
  }

  private release(): void {
    this.holder = undefined;
    this.queue.shift()?.run();
  }
}
