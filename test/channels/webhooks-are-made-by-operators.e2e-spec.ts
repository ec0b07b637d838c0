import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../support/create-test-app.js';
import { query } from '../support/query.js';
import { signIn } from '../support/sign-in.js';
import type { Answer } from '../support/test-client.js';
import { verified, WebhookHost, type Endpoint } from './support/webhook-host.js';

interface Refusal {
  errors: { field: string; problem: string; remedy: string }[];
}

describe('a webhook', () => {
  let host: WebhookHost;
  beforeAll(async () => {
    host = await WebhookHost.start();
    return () => host.test.close();
  });
  beforeEach(() => host.receive());
  afterEach(() => host.forget());

  it('signs with two secrets while one is rotated, and then with the new one', async () => {
    const { id, secret: old } = await host.endpoint();
    const rotated = await host.operator.client.post<Endpoint>(`/webhooks/${id}/rotate-secret`);
    expect(rotated.body).toMatchObject({
      secrets: 2,
      previous_secret_expires_at: expect.any(String),
    });
    const next = rotated.body.secret;
    await host.operator.client.post(`/webhooks/${id}/test`);
    await host.arrived(1);
    const first = host.server.received[0]!;
    expect(verified(first, old)).toEqual(verified(first, next));
    expect(verified(first, next)).toMatchObject({ type: 'webhook.test', data: { webhook_id: id } });

    const last = await host.operator.client.post<Endpoint>(`/webhooks/${id}/rotate-secret`, {
      keep_old_for_hours: 0,
    });
    expect(last.body.secrets).toBe(1);
    await host.operator.client.post(`/webhooks/${id}/test`);
    await host.arrived(2);
    const second = host.server.received[1]!;
    expect(verified(second, last.body.secret)).toBeDefined();
    expect(() => verified(second, next)).toThrow();
    expect(() => verified(second, old)).toThrow();
  });

  it('shows its secret once and leaves it nowhere', async () => {
    const { id, secret } = await host.endpoint();
    const rotated = await host.operator.client.post<Endpoint>(`/webhooks/${id}/rotate-secret`);
    host.server.answer(500);
    await host.openIssue();
    await host.delivery(id, { state: 'pending', attempts: 1 });
    const seen = JSON.stringify([
      await host.show(id),
      (await host.operator.client.get('/webhooks')).body,
      (await host.operator.client.patch(`/webhooks/${id}`, { description: 'CI' })).body,
      host.logLines,
      await query(host.test.databaseUrl, 'SELECT * FROM backstory.deliveries'),
      await query(host.test.databaseUrl, 'SELECT * FROM backstory.delivery_attempts'),
      await query(host.test.databaseUrl, 'SELECT * FROM backstory.feed_entries'),
      await query(host.test.databaseUrl, 'SELECT * FROM backstory.versions'),
      host.server.received,
    ]);
    for (const one of [secret, rotated.body.secret]) {
      expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(seen).not.toContain(one.slice('whsec_'.length));
    }
  });

  it('has a history of who made, changed and removed it, without its secrets', async () => {
    const { id } = await host.endpoint();
    await host.operator.client.patch(`/webhooks/${id}`, { enabled: false });
    await host.operator.client.post(`/webhooks/${id}/rotate-secret`);
    await host.operator.client.delete(`/webhooks/${id}`);

    const versions = await host.history(id);
    const told = versions.map(({ item_type: type, event }) => `${event} ${type}`);
    expect(told.slice(0, -5).toSorted()).toEqual([
      'destroy Webhook',
      'destroy WebhookSecret',
      'destroy WebhookSecret',
    ]);
    expect(told.slice(-5)).toEqual([
      'create WebhookSecret',
      'update WebhookSecret',
      'update Webhook',
      'create WebhookSecret',
      'create Webhook',
    ]);
    expect(new Set(versions.map(({ whodunnit }) => whodunnit)).size).toBe(1);
    expect(versions.at(-3)?.object_changes).toMatchObject({ enabled: [true, false] });
    const { client } = await signIn(host.test, 'member');
    expect((await client.get(`/audit/Webhook/${id}/history`)).status).toBe(404);
    const stored = await query(
      host.test.databaseUrl,
      `SELECT object, object_changes FROM backstory.versions WHERE item_type = 'WebhookSecret'`,
    );
    expect(JSON.stringify(stored)).not.toMatch(/"secret"|v1:|whsec_/);
  });

  it('keeps its secret sealed; with a new key in front it is sealed anew', async () => {
    const { id, secret } = await host.endpoint();
    const kept = async (): Promise<string> => {
      const sql = 'SELECT secret FROM backstory.webhook_secrets WHERE endpoint_id = $1';
      return (await query<{ secret: string }>(host.test.databaseUrl, sql, [id]))[0]!.secret;
    };
    const before = await kept();
    expect(before).toMatch(/^v1:/);
    expect(before).not.toContain(secret.slice('whsec_'.length, 20));

    const old = host.test.env.secretKeys;
    const next = 'another key that is long enough for it';
    const startWith = async (keys: readonly string[]): Promise<void> => {
      const env = { BACKSTORY_SECRET_KEY: keys.join(',') };
      const { databaseUrl } = host.test;
      await (await createTestApp({ databaseUrl, roles: ['web'], env })).close();
    };
    await startWith([next, ...old]);

    const after = await kept();
    expect(after.split(':')[1]).not.toBe(before.split(':')[1]);
    await host.operator.client.post(`/webhooks/${id}/test`);
    await host.delivery(id, {
      state: 'pending',
      last_error: expect.stringMatching(/no key that opens/),
    });
    await startWith([...old, next]);
    await host.due((await host.deliveriesTo(id))[0]!.id);
    await host.arrived(1);
    expect(verified(host.server.received[0]!, secret)).toMatchObject({ type: 'webhook.test' });
  });

  it('is for operators', async () => {
    for (const role of ['viewer', 'member'] as const) {
      const { client } = await signIn(host.test, role);
      expect((await client.get('/webhooks')).status).toBe(403);
      expect((await client.get('/channels')).status).toBe(403);
      expect((await client.post('/webhooks', { url: host.server.url, events: ['*'] })).status).toBe(
        403,
      );
    }
    const { body } = await host.operator.client.get<{
      items: { name: string; configured: boolean }[];
    }>('/channels');
    expect(body.items.map(({ name, configured }) => `${name} ${configured}`)).toEqual([
      'email false',
      'notifications true',
      'slack false',
      'linear false',
      'webhook true',
    ]);
  });

  it.each([
    [{ url: 'https://10.0.0.1/' }, 'url', /public server/],
    [{ url: 'https://[::ffff:169.254.169.254]/' }, 'url', /public server/],
    [{ url: 'https://user:pw@example.com/' }, 'url', /public server/],
    [{ url: 'nonsense' }, 'url', /public server/],
    [{ url: 7 }, 'url', /string/],
    [{ events: [] }, 'events', /./],
    [{ events: ['Issue'] }, 'events.0', /./],
    [{ events: ['Issue.opened', 'Issue.exploded'] }, 'events.1', /Issue\.opened/],
    [{ events: ['Isue.opened'] }, 'events.0', /Issue/],
    [{ description: 'a\u0000b' }, 'description', /./],
    [{ secret: 'whsec_mine' }, 'secret', /Leave it out/],
  ])('is refused as %j, with the field and what to send', async (wrong, field, remedy) => {
    const body = { url: 'https://example.com/', events: ['*'], ...wrong };
    const answer: Answer<Refusal> = await host.operator.client.post('/webhooks', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]?.field).toBe(field);
    expect(answer.body.errors[0]?.remedy).toMatch(remedy);
  });

  it('that is not there is not found, and one that is disabled is not tested', async () => {
    for (const id of ['0', 'x', '99999999999', '99999999999999999999']) {
      expect((await host.operator.client.get(`/webhooks/${id}`)).status).toBe(404);
      expect((await host.operator.client.post(`/webhooks/${id}/test`)).status).toBe(404);
      expect((await host.operator.client.patch(`/webhooks/${id}`, {})).status).toBe(404);
      expect((await host.operator.client.delete(`/webhooks/${id}`)).status).toBe(404);
    }
    const { id } = await host.endpoint({ enabled: false });
    expect((await host.operator.client.post(`/webhooks/${id}/test`)).status).toBe(409);
  });
});
