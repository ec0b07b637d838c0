import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { runBackstory } from '../support/cli/run-backstory.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { GemClient, gemMessage } from './support/raw-request.js';
import { CREDENTIALS, startSyncPair, writePost, type SyncedApp } from './support/sync-pair.js';

interface Message {
  readonly seq: string;
  readonly id: string;
  readonly state: string;
  readonly last_error: string | null;
}

describe('an operator', () => {
  let pair: Awaited<ReturnType<typeof startSyncPair>>;
  let central: SyncedApp;
  let facade: SyncedApp;
  let operator: SignedIn;
  let gem: GemClient;

  beforeAll(async () => {
    pair = await startSyncPair();
    ({ central, facade } = pair);
    operator = await signIn(facade, 'operator');
    gem = new GemClient(facade.url, CREDENTIALS);
  });

  afterAll(() => pair.close());

  async function messages(query: string): Promise<readonly Message[]> {
    const { body } = await operator.client.get<{ items: Message[] }>(`/sync/messages?${query}`);
    return body.items;
  }

  it('retries what could not be applied, and what waited behind it follows', async () => {
    await gem.post([
      gemMessage(1, 'comment', { id: 50, body: 'too early', post_id: 40 }),
      gemMessage(2, 'comment', { id: 50, body: 'changed since' }),
    ]);
    const [second, first] = await messages('state=pending');
    expect(first).toMatchObject({ id: '1', last_error: expect.stringContaining('foreign key') });
    expect(second).toMatchObject({ id: '2', last_error: null });
    await gem.post([gemMessage(3, 'post', { id: 40, title: 't', body: 'b', status: 'draft' })]);

    const refused = await operator.client.post(`/sync/messages/inbound/${second!.seq}/retry`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'SYNC_MESSAGE_CONFLICT' } });
    const retried = await operator.client.post(`/sync/messages/inbound/${first!.seq}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { state: 'processed', item_id: '50' } });

    expect(await messages('state=pending')).toEqual([]);
    expect(await facade.query('SELECT id, body FROM comments')).toEqual([
      { id: '50', body: 'changed since' },
    ]);
    const again = await operator.client.post(`/sync/messages/inbound/${first!.seq}/retry`);
    expect(again.status).toBe(409);
  });

  it('gives up what never can be, with a reason', async () => {
    await gem.post([
      gemMessage(4, 'post', { id: 41, status: 'no such' }),
      gemMessage(5, 'post', { id: 41, title: 'goes on', body: 'b' }),
    ]);
    const [, poison] = await messages('state=pending');
    const skip = `/sync/messages/inbound/${poison!.seq}/skip`;

    expect(await operator.client.post(skip, {})).toMatchObject({
      status: 400,
      body: { errors: [expect.objectContaining({ field: 'reason' })] },
    });
    expect(await operator.client.post(skip, { reason: 'nonsense' })).toMatchObject({
      status: 200,
      body: { state: 'skipped', skip_reason: 'nonsense' },
    });
    expect(await facade.query('SELECT title FROM posts WHERE id = 41')).toEqual([
      { title: 'goes on' },
    ]);
    expect(await operator.client.get('/sync/messages/inbound/999999')).toMatchObject({
      status: 404,
      body: { code: 'SYNC_MESSAGE_NOT_FOUND' },
    });
  });

  it('reads pages, peers and the tree of causes', async () => {
    const { body: first } = await operator.client.get<{ items: Message[]; next: string }>(
      '/sync/messages?limit=2',
    );
    const { body: rest } = await operator.client.get<{ items: Message[]; next: null }>(
      `/sync/messages?limit=200&after=${first.next}`,
    );
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(['5', '4', '3', '2', '1']);
    const { body: peers } = await operator.client.get<{ items: object[] }>('/sync/peers');
    expect(peers.items).toEqual([
      expect.objectContaining({ name: 'central', last_inbound_id: '5', inbound_parked: 0 }),
    ]);

    await gem.post([gemMessage(6, 'spaceship', { id: 1 })]);
    expect(await messages('state=unclaimed')).toMatchObject([
      { id: '6', last_error: 'nothing here receives "spaceship"' },
    ]);

    const id = await writePost(facade, 'traced');
    await facade.published();
    const [outbound] = await messages('direction=outbound&item_type=Post&item_id=' + id);
    const { body: message } = await operator.client.get<{ correlation_id: string }>(
      `/sync/messages/outbound/${outbound!.seq}`,
    );
    const trace = await operator.client.get(`/correlations/${message.correlation_id}`);
    expect(JSON.stringify(trace.body)).toContain('outbound_message');
    expect((await operator.client.get('/metrics')).body).toMatch(
      /backstory_sync_outbound_pending [1-9]/,
    );
  });

  it('brings the exchange to rest from a terminal, and lets it go on', async () => {
    await facade.query('DELETE FROM backstory.inbound_messages');
    const cli = (...line: string[]) =>
      runBackstory(central.databaseUrl, ['sync', ...line], {
        BACKSTORY_SYNC_NAME: 'central',
        BACKSTORY_SYNC_PEER: 'facade',
        BACKSTORY_SYNC_URL: facade.url,
        BACKSTORY_SYNC_CREDENTIALS: CREDENTIALS,
      });
    await writePost(central, 'before');
    await central.published();
    await facade.query('UPDATE backstory.sync_peers SET last_inbound_id = NULL');
    const quiesced = await cli('quiesce');
    expect(quiesced.output).toMatch(/facade: stable; 1 pushed, \d+ pulled/);

    await writePost(central, 'meanwhile');
    await eventually(async () => {
      const [held] = await central.query<{ attempts: number }>(
        `SELECT attempts FROM backstory.deliveries WHERE subscriber = 'sync' AND state = 'pending'`,
      );
      return (held?.attempts ?? 0) > 0;
    });
    expect((await cli('status')).output).toMatch(/quiesced/);
    await cli('quiesce', '--resume');
    await central.published();
    expect((await cli('push')).output).toMatch(/facade: 1 pushed/);
    expect((await cli('messages', '--direction', 'outbound')).output).toMatch(/delivered Post:/);
  });
});
