import { setTimeout as pause } from 'node:timers/promises';
import { TestClient } from '../../support/test-client.js';
import { SeededRandom } from './seeded-random.js';

/** A write that the application said it had made. */
export interface Acknowledged {
  readonly correlationId: string;
  /** The event that this write records. */
  readonly action: string;
}

interface Write {
  readonly action: string;
  readonly path: string;
  readonly body: unknown;
}

/** Milliseconds that one request may take before its writer gives it up. */
const PATIENCE = 10_000;
/** Milliseconds before somebody without an answer tries again. */
const REST = 100;

/** People at work on the issues of one project, over whichever web server answers. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  /** Requests without an answer or refused for want of a server: made or not, nobody was told. */
  unknown = 0;
  /** Answers that no fault excuses. */
  readonly refused: string[] = [];
  private readonly issues: string[] = [];
  private sent = 0;
  private stopped = false;
  private readonly running: Promise<void>[] = [];

  constructor(
    private readonly webs: readonly string[],
    private readonly cookie: string,
    private readonly project: string,
    private readonly seed: number,
  ) {}

  start(count: number): void {
    for (let n = 0; n < count; n += 1)
      this.running.push(this.work(new SeededRandom(this.seed + n)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async work(random: SeededRandom): Promise<void> {
    let web = random.pick(this.webs);
    while (!this.stopped) {
      const isAnswered = await this.send(this.choose(random), web);
      // As behind a load balancer: the next request goes to a server that may be up.
      if (!isAnswered || random.next() < 0.1) web = random.pick(this.webs);
      await pause(isAnswered ? random.between(1, 20) : REST);
    }
  }

  private choose(random: SeededRandom): Write {
    const issue = this.issues.length > 0 ? random.pick(this.issues) : undefined;
    if (issue === undefined || random.next() < 0.3) {
      const path = `/projects/${this.project}/issues`;
      return { action: 'opened', path, body: { title: `Broken ${random.between(0, 1e6)}` } };
    }
    const body = `It happened again, ${random.between(0, 1e6)}`;
    return { action: 'comment_added', path: `/issues/${issue}/comments`, body: { body } };
  }

  /** @returns whether it was made for certain */
  private async send({ action, path, body }: Write, web: string): Promise<boolean> {
    const correlationId = `chaos-${this.seed}-${this.sent++}`;
    const headers = { cookie: this.cookie, 'x-correlation-id': correlationId };
    const asked = new TestClient(web, headers).post<{ id: string }>(path, body);
    const answer = await Promise.race([
      asked.catch(() => undefined),
      pause(PATIENCE, undefined, { ref: false }),
    ]);
    if (answer?.status === 201) {
      this.acknowledged.push({ correlationId, action });
      if (action === 'opened') this.issues.push(answer.body.id);
      return true;
    }
    this.unknown += 1;
    if (answer && answer.status !== 503) {
      this.refused.push(`${answer.status} ${path} ${JSON.stringify(answer.body)}`);
    }
    return false;
  }
}
