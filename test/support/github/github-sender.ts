import { randomUUID } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import type { TestApp } from '../create-test-app.js';

/** The secret of the webhook in the tests. */
export const GITHUB_SECRET = 'a secret that GitHub knows';

/** What the server answered a webhook. */
export interface WebhookAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

interface Sending {
  readonly delivery?: string;
  readonly secret?: string;
  /** Over what GitHub would send; undefined leaves a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Sends webhooks as GitHub does. */
export class GithubSender {
  constructor(private readonly test: Pick<TestApp, 'url'>) {}

  /** @param payload text is sent as it is */
  async send(event: string, payload: unknown, sending: Sending = {}): Promise<WebhookAnswer> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/044aadd',
      'x-github-delivery': sending.delivery ?? randomUUID(),
      'x-github-event': event,
      'x-hub-signature-256': await sign(sending.secret ?? GITHUB_SECRET, body || ' '),
      ...sending.headers,
    };
    const given = Object.entries(headers).filter((header): header is [string, string] =>
      header.every((part) => part !== undefined),
    );
    const response = await fetch(`${this.test.url}/integrations/github`, {
      method: 'POST',
      headers: given,
      body,
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: (await response.json()) as Record<string, unknown>,
    };
  }
}
