import { fork, type ChildProcess } from 'node:child_process';

interface Reply {
  readonly id: number;
  readonly value: unknown;
}

/** A process of the benchmark, asked by messages. */
export class Child {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (value: unknown) => void>();
  private next = 1;

  constructor(file: string, args: readonly string[] = []) {
    this.process = fork(new URL(file, import.meta.url), [...args], { stdio: 'inherit' });
    this.process.on('message', (reply: Reply) => {
      this.waiting.get(reply.id)?.(reply.value);
      this.waiting.delete(reply.id);
    });
  }

  /** Sends a question and resolves with the answer. */
  ask<T>(name: string, value?: unknown): Promise<T> {
    const id = this.next++;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, (answer) => resolve(answer as T));
      this.process.once('exit', () => reject(new Error(`${name}: the process ended`)));
      this.process.setMaxListeners(0);
      this.process.send({ id, name, value });
    });
  }

  /** Says something that needs no answer. */
  tell(name: string, value?: unknown): void {
    this.process.send({ id: 0, name, value });
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }
}
