import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { PostgresPubSub, type PubSub, RedisPubSub } from '../../src/platform/outbox/index.js';
import type { Child } from './child.js';

const LABEL = 'x'.repeat(190);
const FIELDS = {
  kind: 'version',
  id: '4711',
  item_type: 'Post',
  item_id: '7',
  event: 'update',
  actor: 'alice',
  actor_type: 'user',
  source: 'application',
  correlation_id: '01890a5d-ac96-774b-bcce-b302099a8057',
  causation_id: null,
  aggregate_type: 'Post',
  aggregate_id: '7',
};

/** Gives every subject the same events: to Backstory by commits, to the others by hand. */
export class Writer {
  /** Milliseconds that each commit took by itself: a part of commit to client. */
  readonly commits: number[] = [];

  private constructor(
    private readonly client: Client,
    private readonly pubSub: PubSub,
  ) {}

  static async open(url: string, redis: string | undefined): Promise<Writer> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const pubSub = redis ? new RedisPubSub(redis) : new PostgresPubSub({ connectionString: url });
    return new Writer(client, pubSub);
  }

  /** Sends events at a steady rate; the stamp in each is taken before its commit is asked for. */
  async write(events: number, perSecond: number, subject?: Child): Promise<void> {
    const started = performance.now();
    for (let n = 0; n < events; n += 1) {
      const due = started + (n * 1_000) / perSecond;
      if (due > performance.now()) await pause(due - performance.now());
      const summary = { changed: [`t${process.hrtime.bigint()}`], label: LABEL };
      if (subject) {
        const body = { position: String(n), ...FIELDS, summary, occurred_at: new Date() };
        subject.tell('publish', JSON.stringify(body));
      } else {
        const asked = performance.now();
        await this.commit(summary);
        this.commits.push(performance.now() - asked);
      }
    }
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.pubSub.close();
  }

  private async commit(summary: object): Promise<void> {
    await this.client.query(
      `INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type,
         source, correlation_id, aggregate_type, aggregate_id, summary)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        FIELDS.kind,
        FIELDS.id,
        FIELDS.item_type,
        FIELDS.item_id,
        FIELDS.event,
        FIELDS.actor,
        FIELDS.actor_type,
        FIELDS.source,
        FIELDS.correlation_id,
        FIELDS.aggregate_type,
        FIELDS.aggregate_id,
        summary,
      ],
    );
    void this.pubSub.ring();
  }
}
