import { expect } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { eventually } from '../../support/eventually.js';
import { query } from '../../support/query.js';
import { signIn, type SignedIn } from '../../support/sign-in.js';
import { startHttpServer, type HttpServer, type ReceivedRequest } from './start-http-server.js';

/** An endpoint as the API shows it. */
export interface Endpoint {
  id: string;
  secret: string;
  enabled: boolean;
  disabled_reason: string | null;
  [key: string]: unknown;
}

/** A delivery as the database has it; `wait` in seconds from now. */
export interface DeliveryRow {
  id: string;
  state: string;
  attempts: number;
  wait: number;
  last_error: string | null;
  skip_reason: string | null;
}

/** A version as the API shows it. */
export interface WebhookVersion {
  readonly item_type: string;
  readonly event: string;
  readonly whodunnit: string;
  readonly actor_type: string;
  readonly object_changes: Readonly<Record<string, [unknown, unknown]>>;
}

/** A message as receivers read it. */
export interface WebhookBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a receiver makes of a request that is signed with this secret. */
export function verified({ body, headers }: ReceivedRequest, secret: string): WebhookBody {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as WebhookBody;
}

/** The application with an operator, a project, and a receiver on this machine. */
export class WebhookHost {
  server!: HttpServer;
  private readonly made: string[] = [];

  private constructor(
    readonly test: TestApp,
    readonly operator: SignedIn,
    readonly logLines: readonly string[],
    private readonly projectId: string,
  ) {}

  static async start(): Promise<WebhookHost> {
    const lines: string[] = [];
    const env = { BACKSTORY_OUTBOUND_ALLOW: '127.0.0.1' };
    const test = await createTestApp({ env, logLines: lines });
    const operator = await signIn(test, 'operator');
    const project = { key: 'WEB', name: 'Web' };
    const { body } = await operator.client.post<{ id: string }>('/projects', project);
    return new WebhookHost(test, operator, lines, body.id);
  }

  async receive(): Promise<void> {
    this.server = await startHttpServer();
  }

  async forget(): Promise<void> {
    for (const id of this.made.splice(0)) await this.operator.client.delete(`/webhooks/${id}`);
    await this.server.close();
  }

  async endpoint(more: Record<string, unknown> = {}): Promise<Endpoint> {
    const wanted = { url: `${this.server.url}/hook`, events: ['Issue.opened'], ...more };
    const answer = await this.operator.client.post<Endpoint>('/webhooks', wanted);
    expect(answer.status).toBe(201);
    this.made.push(answer.body.id);
    return answer.body;
  }

  async openIssue(): Promise<string> {
    const path = `/projects/${this.projectId}/issues`;
    const answer = await this.operator.client.post<{ id: string }>(path, { title: 'It is broken' });
    expect(answer.status).toBe(201);
    return answer.body.id;
  }

  /** Its versions and those of its secrets, newest first. */
  async history(id: string): Promise<WebhookVersion[]> {
    const path = `/audit/Webhook/${id}/history?associated=true`;
    return (await this.operator.client.get<{ items: WebhookVersion[] }>(path)).body.items;
  }

  async show(id: string): Promise<Endpoint> {
    return (await this.operator.client.get<Endpoint>(`/webhooks/${id}`)).body;
  }

  deliveriesTo(id: string): Promise<DeliveryRow[]> {
    return query(
      this.test.databaseUrl,
      `SELECT id, state, attempts, last_error, skip_reason,
         extract(epoch FROM available_at - clock_timestamp())::float AS wait
       FROM backstory.deliveries WHERE subscriber = 'webhook' AND target = $1 ORDER BY id`,
      [id],
    );
  }

  /** The first delivery to the endpoint, once it is as expected. */
  delivery(id: string, wanted: Partial<DeliveryRow>): Promise<DeliveryRow> {
    const check = async (): Promise<DeliveryRow> => {
      const [row] = await this.deliveriesTo(id);
      expect(row).toMatchObject(wanted);
      return row!;
    };
    return eventually(check, { within: 10_000 });
  }

  async arrived(count: number): Promise<void> {
    await eventually(() => expect(this.server.received).toHaveLength(count), { within: 10_000 });
  }

  /** Brings the time of the next try forward. */
  async due(id: string): Promise<void> {
    const sql = 'UPDATE backstory.deliveries SET available_at = now() WHERE id = $1';
    await query(this.test.databaseUrl, sql, [id]);
  }
}
