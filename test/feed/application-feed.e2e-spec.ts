import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { SseClient } from '../support/sse-client.js';

describe('the application’s feed', () => {
  let test: TestApp;
  let member: SignedIn;
  let admin: SignedIn;
  const clients: SseClient[] = [];
  const connect = (path: string, { cookie }: SignedIn): SseClient => {
    const client = new SseClient(`${test.url}${path}`, { headers: { cookie } });
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    test = await createTestApp();
    member = await signIn(test, 'member');
    admin = await signIn(test, 'admin');
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    await test.close();
  });

  it.each(['/feed/stream', '/feed/events', '/notifications/Post/stream'])(
    'is shut to strangers: %s',
    async (path) => {
      const answer = await fetch(test.url + path);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('shows a write to those who watch, with who, what and why it is connected', async () => {
    const stream = await connect('/feed/stream?item_type=Post', member).ready();
    const answer = await member.client.post('/posts', { title: 'Hello', body: 'World' });
    expect(answer.status).toBe(201);
    await eventually(() => expect(stream.entries).toHaveLength(1));
    expect(stream.entries[0]).toMatchObject({
      item_type: 'Post',
      event: 'create',
      actor: member.user.name,
      source: 'application',
      correlation_id: answer.headers.get('x-correlation-id'),
      summary: { label: 'Hello' },
    });
  });

  it('shows changes of people to admins alone, live and replayed', async () => {
    const start = (await connect('/feed/stream', admin).ready()).lastEventId ?? '';
    const live = [member, admin].map((who) => connect('/feed/stream?item_type=User', who));
    await Promise.all(live.map((client) => client.ready()));
    await signIn(test, 'viewer');
    await member.client.post('/posts', { title: 'After', body: 'it' });
    const replayed = [member, admin].map((who) =>
      connect(`/feed/stream?last_event_id=${start}`, who),
    );
    await eventually(() => expect(live[1]?.entries.length).toBeGreaterThan(0));
    for (const client of replayed) {
      await eventually(() =>
        expect(client.entries.map((entry) => entry.summary?.label)).toContain('After'),
      );
    }
    expect(live[0]?.entries).toEqual([]);
    expect(replayed[0]?.entries.filter(({ item_type: type }) => type === 'User')).toEqual([]);
    expect(replayed[1]?.entries.some(({ item_type: type }) => type === 'User')).toBe(true);
  });

  it('shows its figures beside the others', async () => {
    const { body: text } = await admin.client.get<string>('/metrics');
    expect(text).toMatch(/^backstory_relay_leading 1$/m);
    expect(text).toMatch(/^backstory_relay_lag_rows \d+$/m);
    expect(text).toMatch(/^backstory_feed_connections [1-9]\d*$/m);
    expect(text).toMatch(/^backstory_feed_commit_to_send_seconds_count [1-9]\d*$/m);
  });
});
