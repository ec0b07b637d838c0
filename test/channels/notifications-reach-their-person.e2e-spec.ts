import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppNotifications, type NewNotification } from '../../src/platform/channels/index.js';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { SseClient } from '../support/sse-client.js';

interface Page {
  items: { id: string; title: string; read_at: string | null; [key: string]: unknown }[];
  next: string | null;
  unread: number;
  feed_position: string;
}

const list = async (who: SignedIn, query = ''): Promise<Page> =>
  (await who.client.get<Page>(`/notifications${query}`)).body;
const told = (stream: SseClient) =>
  stream.entries.filter(({ item_type: type }) => type === 'Notification');
const readings = (stream: SseClient) => told(stream).filter(({ event }) => event === 'read');

describe('a notification', () => {
  let test: TestApp;
  let channel: AppNotifications;
  let ann: SignedIn;
  let bob: SignedIn;
  let admin: SignedIn;
  let keys = 0;
  const streams: SseClient[] = [];

  beforeAll(async () => {
    test = await createTestApp();
    channel = test.app.get(AppNotifications);
    admin = await signIn(test, 'admin');
  });
  beforeEach(async () => {
    ann = await signIn(test, 'viewer');
    bob = await signIn(test, 'member');
  });
  afterAll(async () => {
    streams.forEach((stream) => stream.close());
    await test.close();
  });

  const notify = (who: SignedIn, more: Partial<NewNotification> = {}) =>
    test.dataSource.transaction((manager) =>
      channel.notify(manager, {
        userId: who.user.id,
        kind: 'comment_added',
        title: 'bob commented',
        idempotencyKey: `key-${++keys}`,
        ...more,
      }),
    );
  const watch = async ({ cookie }: SignedIn, query = ''): Promise<SseClient> => {
    const stream = new SseClient(`${test.url}/feed/stream${query}`, { headers: { cookie } });
    streams.push(stream);
    return stream.ready();
  };

  it('is listed for its person, with what it is about and why it came', async () => {
    await runInNewContext(
      { correlationId: 'c-1', causationId: 'delivery:5', actor: { id: 'bob', type: 'user' } },
      () =>
        notify(ann, {
          body: 'It is the cookie',
          link: '/issues/7',
          item: { type: 'Issue', id: '7' },
        }),
    );
    expect(await list(ann)).toMatchObject({
      items: [
        {
          kind: 'comment_added',
          title: 'bob commented',
          body: 'It is the cookie',
          link: '/issues/7',
          item_type: 'Issue',
          item_id: '7',
          actor: 'bob',
          correlation_id: 'c-1',
          causation_id: 'delivery:5',
          read_at: null,
        },
      ],
      next: null,
      unread: 1,
    });
    expect(await list(bob)).toMatchObject({ items: [], unread: 0 });
  });

  it('is made once for one key, whoever asks how often', async () => {
    const same = { idempotencyKey: `once-${ann.user.id}` };
    const made = await Promise.all(Array.from({ length: 8 }, () => notify(ann, same)));
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await list(ann)).items).toHaveLength(1);
  });

  it('is not there when what caused it was rolled back', async () => {
    const undone = test.dataSource.transaction(async (manager) => {
      await channel.notify(manager, {
        userId: ann.user.id,
        kind: 'x',
        title: 'never',
        idempotencyKey: `never-${ann.user.id}`,
      });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect((await list(ann)).items).toEqual([]);
  });

  it('shows live and replayed to its person, and to nobody else, admins neither', async () => {
    const start = (await watch(admin)).lastEventId;
    const [anns, bobs, admins] = await Promise.all([watch(ann), watch(bob), watch(admin)]);
    const { id } = await notify(ann, { link: '/issues/7' });
    await bob.client.post('/posts', { title: `After ${id}`, body: 'it' });
    const again = await Promise.all(
      [ann, bob, admin].map((who) => watch(who, `?last_event_id=${start}`)),
    );
    const asked = await watch(bob, `?item_type=Notification&last_event_id=${start}`);
    for (const stream of [anns, bobs, admins, ...again]) {
      await eventually(() =>
        expect(stream.entries.map(({ summary }) => summary?.label)).toContain(`After ${id}`),
      );
    }
    for (const stream of [anns, again[0]!]) {
      expect(told(stream)).toMatchObject([
        {
          kind: 'notification',
          id,
          item_id: ann.user.id,
          event: 'created',
          summary: { kind: 'comment_added', title: 'bob commented', link: '/issues/7' },
        },
      ]);
    }
    for (const stream of [bobs, admins, again[1]!, again[2]!, asked]) {
      expect(told(stream)).toEqual([]);
    }
    const polled = await admin.client.get<{ items: { item_type: string }[] }>(
      `/feed/events?after=${start}&wait=0`,
    );
    expect(polled.body.items.filter(({ item_type: type }) => type === 'Notification')).toEqual([]);
  });

  it('shows in the trace of its correlation to its person alone', async () => {
    const correlationId = `trace-${ann.user.id}`;
    await runInNewContext({ correlationId }, () => notify(ann, { title: 'only for ann' }));
    const seen = await ann.client.get<unknown>(`/correlations/${correlationId}`);
    expect(JSON.stringify(seen.body)).toContain('only for ann');
    expect((await admin.client.get(`/correlations/${correlationId}`)).status).toBe(404);
  });

  it('is read once, which the person’s other windows hear of', async () => {
    const [first, second] = [await notify(ann), await notify(ann)];
    const window = await watch(ann);
    const read = () => ann.client.post<{ read_at: string }>(`/notifications/${first.id}/read`);
    const answer = await read();
    expect(answer).toMatchObject({ status: 200, body: { id: first.id, unread: 1 } });
    expect((await read()).body).toEqual(answer.body);
    await eventually(() =>
      expect(readings(window)).toMatchObject([{ summary: { ids: [first.id] } }]),
    );
    expect((await list(ann, '?unread=true')).items.map(({ id }) => id)).toEqual([second.id]);
    expect((await bob.client.post(`/notifications/${second.id}/read`)).status).toBe(404);
    expect((await list(ann)).unread).toBe(1);
  });

  it('that comes while one reads the others stays unread', async () => {
    const seen = [await notify(ann), await notify(ann), await notify(ann)];
    const late = await notify(ann);
    const window = await watch(ann);
    const until = seen[2]!.id;
    const answer = await ann.client.post('/notifications/read-all', { until });
    expect(answer).toMatchObject({ status: 200, body: { marked: 3, unread: 1 } });
    expect((await list(ann, '?unread=true')).items.map(({ id }) => id)).toEqual([late.id]);
    await eventually(() => expect(readings(window)).toMatchObject([{ summary: { until } }]));
    const rest = await ann.client.post('/notifications/read-all');
    expect(rest).toMatchObject({ status: 200, body: { marked: 1, unread: 0 } });
    const none = await ann.client.post('/notifications/read-all');
    expect(none.body).toEqual({ marked: 0, unread: 0 });
  });

  it('is paged newest first without a gap, and counted', async () => {
    for (let n = 0; n < 5; n += 1) await notify(ann, { title: `n${n}` });
    const first = await list(ann, '?limit=2');
    const second = await list(ann, `?limit=2&after=${first.next}`);
    const third = await list(ann, `?limit=2&after=${second.next}`);
    const titles = [first, second, third].flatMap(({ items }) => items.map(({ title }) => title));
    expect(titles).toEqual(['n4', 'n3', 'n2', 'n1', 'n0']);
    expect(third.next).toBeNull();
    const count = await ann.client.get('/notifications/unread-count');
    expect(count.body).toMatchObject({ unread: 5, feed_position: expect.stringMatching(/-\d+$/) });
  });

  it('leads nowhere outside the application', async () => {
    for (const link of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'issues/7',
    ]) {
      await expect(notify(ann, { link })).rejects.toThrow(/leads out/);
    }
    expect((await list(ann)).items).toEqual([]);
  });

  it('is refused to be marked by nonsense, with the field and what to send', async () => {
    for (const until of ['0', '-1', 'x', '99999999999999999999', 7, null]) {
      const answer = await ann.client.post<{ errors: { field: string }[] }>(
        '/notifications/read-all',
        { until },
      );
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.field).toBe('until');
    }
    expect((await ann.client.get('/notifications?limit=0')).status).toBe(400);
    expect((await ann.client.post('/notifications/x/read')).status).toBe(404);
  });
});
