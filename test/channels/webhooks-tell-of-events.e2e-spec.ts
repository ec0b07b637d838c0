import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { query } from '../support/query.js';
import { verified, WebhookHost, type Endpoint } from './support/webhook-host.js';

describe('a webhook', () => {
  let host: WebhookHost;
  beforeAll(async () => {
    host = await WebhookHost.start();
    return () => host.test.close();
  });
  beforeEach(() => host.receive());
  afterEach(() => host.forget());

  it('tells of what it was made for, signed, and of nothing else', async () => {
    const { secret } = await host.endpoint();
    const issueId = await host.openIssue();
    await host.operator.client.post(`/issues/${issueId}/comments`, { body: 'not asked for' });
    const second = await host.openIssue();
    await host.arrived(2);

    const messages = host.server.received.map((request) => verified(request, secret));
    expect(messages[0]).toMatchObject({
      type: 'Issue.opened',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        item_type: 'Issue',
        item_id: issueId,
        correlation_id: expect.any(String),
        event: { action: 'opened', actor: { id: host.operator.user.name, type: 'user' } },
      },
    });
    expect(messages[1]?.data['item_id']).toBe(second);
    const [request] = host.server.received;
    const forged = { ...request!, headers: { ...request!.headers, 'webhook-id': 'msg_other' } };
    expect(() => verified(forged, secret)).toThrow(/signature/);
    expect(request?.headers['content-type']).toBe('application/json');
  });

  it('is tried again with the same id, and its attempts are kept', async () => {
    const { id } = await host.endpoint();
    host.server.answer({ status: 500, body: 'out of\u001b[31m order' }, 200);
    await host.openIssue();
    const failed = await host.delivery(id, { state: 'pending', attempts: 1 });
    expect(failed.wait).toBeGreaterThan(1);
    expect(failed.wait).toBeLessThan(6.1);
    expect(failed.last_error).toBe('the endpoint answered 500 out of [31m order');
    expect(await host.show(id)).toMatchObject({
      last_status: 500,
      failing_since: expect.any(String),
    });

    await host.due(failed.id);
    await host.delivery(id, { state: 'done' });
    const [first, again] = host.server.received;
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.body).toBe(first?.body);
    expect(await host.show(id)).toMatchObject({ last_status: 200, failing_since: null });
    const attempts = await query<{ detail: Record<string, unknown> }>(
      host.test.databaseUrl,
      'SELECT detail FROM backstory.delivery_attempts WHERE delivery_id = $1 ORDER BY attempt',
      [failed.id],
    );
    expect(attempts.map(({ detail }) => detail['status'])).toEqual([500, 200]);
    expect(attempts[0]?.detail).toMatchObject({ answer: 'out of [31m order' });
  });

  it('waits as long as its endpoint asks', async () => {
    const { id } = await host.endpoint();
    host.server.answer({ status: 429, headers: { 'retry-after': '120' } });
    await host.openIssue();
    const { wait } = await host.delivery(id, { state: 'pending', attempts: 1 });
    expect(wait).toBeGreaterThan(100);
  });

  it('is disabled by 410 Gone, and told of nothing more', async () => {
    const { id } = await host.endpoint();
    host.server.answer(410);
    await host.openIssue();
    await host.delivery(id, { state: 'dead' });
    expect(await host.show(id)).toMatchObject({
      enabled: false,
      disabled_reason: 'the endpoint answered 410 Gone',
    });
    expect((await host.history(id))[0]).toMatchObject({
      whodunnit: 'webhook',
      actor_type: 'system',
      object_changes: { enabled: [true, false] },
    });
    await host.openIssue();
    await host.endpoint();
    await host.openIssue();
    await host.arrived(2);
    expect(await host.deliveriesTo(id)).toHaveLength(1);
    host.server.answer(200);
    const back = await host.operator.client.patch<Endpoint>(`/webhooks/${id}`, { enabled: true });
    expect(back.body).toMatchObject({ enabled: true, disabled_reason: null, failing_since: null });
  });

  it('is disabled when nothing got through for five days', async () => {
    const { id } = await host.endpoint();
    host.server.answer(503);
    await query(
      host.test.databaseUrl,
      `UPDATE backstory.webhook_endpoints SET failing_since = now() - interval '121 hours'
       WHERE id = $1`,
      [id],
    );
    await host.openIssue();
    await host.delivery(id, { state: 'dead' });
    expect((await host.show(id)).disabled_reason).toMatch(/^nothing got through since 20/);
  });

  it('that was removed or switched off skips what waits for it', async () => {
    const [gone, off] = [await host.endpoint(), await host.endpoint()];
    host.server.answer(500);
    await host.openIssue();
    for (const { id } of [gone, off]) await host.delivery(id, { state: 'pending', attempts: 1 });
    host.server.answer(200);
    expect((await host.operator.client.delete(`/webhooks/${gone.id}`)).status).toBe(204);
    await host.operator.client.patch(`/webhooks/${off.id}`, { enabled: false });
    for (const { id } of [gone, off]) await host.due((await host.deliveriesTo(id))[0]!.id);
    await host.delivery(gone.id, {
      state: 'skipped',
      skip_reason: `webhook ${gone.id} was removed`,
    });
    await host.delivery(off.id, {
      state: 'skipped',
      skip_reason: `webhook ${off.id} is disabled: switched off`,
    });
    expect(host.server.received).toHaveLength(2);
  });

  it('follows no redirect, and says so', async () => {
    const { id } = await host.endpoint();
    host.server.answer({ status: 301, headers: { location: 'https://example.com/' } });
    await host.openIssue();
    const { last_error: error } = await host.delivery(id, { state: 'pending', attempts: 1 });
    expect(error).toMatch(/301.*redirects are not followed, name its target/);
  });
});
