import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { countQueries } from '../support/count-queries.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { connect } from './support/connect.js';

interface ChangeBody {
  readonly version: {
    readonly id: string;
    readonly item_type: string;
    readonly item_id: string;
    readonly whodunnit: string;
    readonly source: string;
    readonly meta: Record<string, string> | null;
    readonly object_changes: Record<string, [unknown, unknown]>;
  };
  readonly deliveries: readonly {
    readonly subscriber: string;
    readonly state: string;
    readonly last_error: string | null;
    readonly replay: boolean;
    readonly effects: readonly { readonly kind: string; readonly item_id: string }[];
    readonly more_effects: boolean;
  }[];
}

interface Page {
  readonly items: readonly ChangeBody[];
  readonly next: string | null;
  readonly feed_position: string;
}

describe('the changes of audited tables', () => {
  let test: TestApp;
  let viewer: SignedIn;
  let admin: SignedIn;
  let psql: Client;
  let post: string;

  beforeAll(async () => {
    test = await createTestApp({
      prepare: (app) => {
        app.get(DeliverySubscribers).register({
          name: 'shouter',
          maxAttempts: 1,
          routes: () => [{ kind: 'version', itemType: 'Post', event: 'update' }],
          async handle({ itemId, refId, correlationId }, { manager }) {
            const [found] = await manager.query<[{ title: string }]>(
              'SELECT title FROM posts WHERE id = $1',
              [itemId],
            );
            if (found.title === 'unheard') throw new Error('nobody listens');
            if (found.title === found.title.toUpperCase()) return;
            await manager.query('UPDATE posts SET title = upper(title) WHERE id = $1', [itemId]);
            await manager.query(
              `INSERT INTO issue_events (issue_id, action, actor_id, actor_type, correlation_id, causation_id)
               SELECT 'i' || n, 'closed', 'shouter', 'system', $1,
                 (SELECT 'delivery:' || id FROM backstory.deliveries WHERE ref_id = $2)
               FROM generate_series(1, 7) AS n`,
              [correlationId, refId],
            );
          },
        });
      },
    });
    viewer = await signIn(test, 'viewer', 'vera');
    admin = await signIn(test, 'admin', 'ada');
    const written = await admin.client.post<{ id: string }>('/posts', { title: 'A', body: 'B' });
    post = written.body.id;
    psql = await connect(test.databaseUrl);
  });
  afterAll(async () => {
    await psql?.end();
    await test?.close();
  });

  const list = async (query: string, who = viewer): Promise<Page> => {
    const answer = await who.client.get<Page>(`/capture/changes?${query}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const newest = async (query = 'source=database'): Promise<ChangeBody> =>
    (await list(`${query}&limit=1`)).items[0]!;
  const cost = (limit: number, id = `changes-${limit}`): Promise<number> =>
    countQueries(test.dataSource, id, () =>
      viewer.client.get(`/capture/changes?item_type=Post&limit=${limit}`, {
        'x-correlation-id': id,
      }),
    );
  const rename = (title: string) =>
    psql.query('UPDATE posts SET title = $2 WHERE id = $1', [post, title]);

  it('name the program, what was done about them, and what that brought about', async () => {
    await rename('quiet');

    const change = await eventually(async () => {
      const found = await newest();
      expect(found.deliveries).toMatchObject([{ subscriber: 'shouter', state: 'done' }]);
      return found;
    });
    expect(change.version).toMatchObject({
      item_type: 'Post',
      item_id: post,
      source: 'database',
      meta: { application_name: 'psql' },
      object_changes: { title: ['A', 'quiet'] },
    });
    // The correction and the first four of seven events.
    const [handling] = change.deliveries;
    expect(handling!.effects).toHaveLength(5);
    expect(handling).toMatchObject({ more_effects: true });
    expect(handling!.effects).toContainEqual(
      expect.objectContaining({ kind: 'version', item_type: 'Post', item_id: post }),
    );
    expect(handling!.effects).toContainEqual(
      expect.objectContaining({ kind: 'event', item_type: 'Issue', event: 'closed' }),
    );

    const one = await viewer.client.get<ChangeBody>(`/capture/changes/${change.version.id}`);
    expect(one.body).toEqual(change);
  });

  it('tell why nothing came of one', async () => {
    await rename('unheard');

    await eventually(async () =>
      expect((await newest()).deliveries).toMatchObject([
        { state: 'dead', last_error: 'nobody listens', effects: [] },
      ]),
    );
  });

  it('are handed again to who follows them, by operators', async () => {
    const change = await newest('source=database&item_type=Post');
    const path = `/capture/changes/${change.version.id}/replay`;
    await admin.client.patch(`/posts/${post}`, { title: 'heard' });
    expect((await viewer.client.post(path, { subscriber: 'shouter' })).status).toBe(403);
    const refused = await admin.client.post<{ code: string }>(path, { subscriber: 'nobody' });
    expect([refused.status, refused.body.code]).toEqual([409, 'CAPTURE_NOT_FOLLOWED_CONFLICT']);

    expect((await admin.client.post(path, { subscriber: 'shouter' })).status).toBe(202);

    await eventually(async () =>
      expect((await viewer.client.get<ChangeBody>(path.replace('/replay', ''))).body).toMatchObject(
        {
          deliveries: [
            { state: 'dead', replay: false },
            { state: 'done', replay: true },
          ],
        },
      ),
    );
  });

  it('are narrowed as the history is, and come by pages that cost the same', async () => {
    for (const title of ['ONE', 'TWO', 'THREE']) await rename(title);
    const first = await list('source=database&item_type=Post&event=update&limit=2');
    const second = await list(
      `source=database&item_type=Post&event=update&limit=2&after=${first.next}`,
    );
    const titles = [...first.items, ...second.items].map(
      ({ version }) => version.object_changes.title?.[1],
    );
    expect(titles).toEqual(['THREE', 'TWO', 'ONE', 'unheard']);
    expect((await list('source=database&item_type=Comment')).items).toEqual([]);
    expect((await newest('whodunnit=ada')).version).toMatchObject({ source: 'application' });

    expect(await cost(8)).toBe(await cost(1));
  });

  it('of records that somebody may not see are not there', async () => {
    await psql.query("UPDATE users SET display_name = 'V' WHERE name = 'vera'");

    const [seen] = (await list('source=database&item_type=User', admin)).items;
    expect(seen!.version.item_type).toBe('User');
    expect((await list('source=database&item_type=User')).items).toEqual([]);
    const hidden = await viewer.client.get<{ code: string }>(
      `/capture/changes/${seen!.version.id}`,
    );
    expect([hidden.status, hidden.body.code]).toEqual([404, 'AUDIT_VERSION_NOT_FOUND']);
  });
});
