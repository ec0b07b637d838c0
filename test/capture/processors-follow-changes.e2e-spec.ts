import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChangeProcessor,
  ChangeReplays,
  OnCreate,
  OnDestroy,
  OnUpdate,
  ReplayConflictError,
  UnknownProcessorError,
  type Change,
  type Changes,
  type ProcessorContext,
} from '../../src/platform/capture/index.js';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import type { TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { createCaptureDatabase } from './support/create-capture-database.js';
import { Basket, BasketLine, Odd } from './support/entities.js';
import { startCaptureApp, type CaptureApp } from './support/start-capture-app.js';

const heard: Change<BasketLine>[] = [];
const odd: Change<Odd>[] = [];
const calls: { key: unknown; count: number; events: string[] }[] = [];

@ChangeProcessor(BasketLine, { name: 'totals', key: 'basketId', coalesce: true })
class Totals {
  @OnCreate()
  @OnUpdate()
  @OnDestroy()
  async recompute(
    changes: Changes<BasketLine, 'basketId'>,
    { manager }: ProcessorContext,
  ): Promise<void> {
    const events: string[] = [];
    for await (const change of changes.read()) events.push(change.event);
    calls.push({ key: changes.key, count: changes.count, events });
    await manager.query(
      `UPDATE basket SET total = (SELECT coalesce(sum(amount), 0) FROM basket_line WHERE basket = $1)
       WHERE id = $1`,
      [changes.key.basketId],
    );
  }
}

@ChangeProcessor(BasketLine, { name: 'foreign', sources: ['database'] })
class Foreign {
  @OnCreate()
  async created(change: Change<BasketLine>): Promise<void> {
    heard.push(change);
    await Promise.resolve();
  }

  @OnUpdate()
  async updated(change: Change<BasketLine>): Promise<void> {
    heard.push(change);
    await Promise.resolve();
  }
}

@ChangeProcessor(Odd, { name: 'odd', mode: 'queued' })
class Oddities {
  @OnCreate()
  @OnUpdate()
  @OnDestroy()
  async look(change: Change<Odd>): Promise<void> {
    odd.push(change);
    await Promise.resolve();
  }
}

/** Writes its own table, which must not call it again. */
@ChangeProcessor(Basket, { name: 'rounder' })
class Rounder {
  @OnUpdate()
  async round({ new: basket }: Change<Basket>, { manager }: ProcessorContext): Promise<void> {
    if (basket!.id !== '9') return;
    await manager.query('UPDATE basket SET rounds = rounds + 1 WHERE id = $1', [basket!.id]);
  }
}

/** Together with the totals a ring without an end: each makes the other change something. */
@ChangeProcessor(Basket, { name: 'ring' })
class Ring {
  @OnUpdate()
  async again({ new: basket }: Change<Basket>, { manager }: ProcessorContext): Promise<void> {
    if (basket!.id !== '8') return;
    await manager.query('UPDATE basket_line SET amount = amount + 1 WHERE basket = 8');
  }
}

describe('change processors', () => {
  let database: TestDatabase;
  let app: CaptureApp;

  beforeAll(async () => {
    database = await createCaptureDatabase();
    app = await startCaptureApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      processors: [Totals, Foreign, Oddities, Ring, Rounder],
    });
    await query(database.url, 'INSERT INTO basket (id) SELECT n FROM generate_series(1, 9) AS n');
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const total = async (id: number): Promise<string> => {
    const [row] = await query<{ total: string }>(
      database.url,
      'SELECT total FROM basket WHERE id = $1',
      [id],
    );
    return row!.total;
  };

  it('keep a total right whoever writes, and a record that moves concerns both keys', async () => {
    await query(
      database.url,
      'INSERT INTO basket_line (basket, amount) VALUES (1, 2), (1, 3), (NULL, 100)',
    );
    await eventually(async () => expect(await total(1)).toBe('5.0000'));
    expect(calls).toEqual([{ key: { basketId: '1' }, count: 2, events: ['create', 'create'] }]);

    await query(database.url, 'UPDATE basket_line SET basket = 2 WHERE amount = 3');
    await eventually(async () =>
      expect([await total(1), await total(2)]).toEqual(['2.0000', '3.0000']),
    );
    const moved = calls.slice(1).map(({ key }) => (key as { basketId: string }).basketId);
    expect(moved.toSorted()).toEqual(['1', '2']);

    await query(database.url, 'TRUNCATE basket_line');
    await eventually(async () =>
      expect([await total(1), await total(2)]).toEqual(['0.0000', '0.0000']),
    );
  });

  it('hear of the sources they ask for, with old and new value and who it was', async () => {
    heard.length = 0;
    await runInNewContext({ actor: { id: 'alice', type: 'user' } }, () =>
      app.dataSource.manager.insert(BasketLine, { basketId: '3', amount: '1' }),
    );
    await query(database.url, 'UPDATE basket_line SET amount = 1.5 WHERE basket = 3');

    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({
      event: 'update',
      source: 'database',
      actor: { type: 'database' },
      old: { basketId: '3', amount: '1.0000' },
      new: { basketId: '3', amount: '1.5000' },
      changed: ['amount'],
      replay: false,
    });
    expect(heard[0]!.old).toBeInstanceOf(BasketLine);
    expect(heard[0]!.new!.secret).toBeUndefined();
  });

  it('give what a handler writes the correlation and the delivery as its cause', async () => {
    await query(database.url, 'INSERT INTO basket_line (basket, amount) VALUES (4, 6)');
    await eventually(async () => expect(await total(4)).toBe('6.0000'));
    const [correction] = await query<{ causation_id: string; correlation_id: string }>(
      database.url,
      `SELECT causation_id, correlation_id FROM backstory.versions
       WHERE item_type = 'Basket' AND item_id = '4' AND event = 'update'`,
    );
    const [cause] = await query(
      database.url,
      `SELECT subscriber, correlation_id FROM backstory.deliveries WHERE 'delivery:' || id = $1`,
      [correction!.causation_id],
    );
    expect(cause).toEqual({ subscriber: 'totals', correlation_id: correction!.correlation_id });
    expect(correction!.correlation_id).toBe(heard.at(-1)!.correlationId);
  });

  it('are not called for what they did themselves', async () => {
    await query(database.url, 'UPDATE basket SET total = 7 WHERE id = 9');

    const skipped = await eventually(async () => {
      const rows = await query(
        database.url,
        `SELECT state, skip_reason, depth FROM backstory.deliveries
         WHERE subscriber = 'rounder' AND item_id = '9' ORDER BY id`,
      );
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({ state: 'done', depth: 0 });
      return rows[1];
    });
    expect(skipped).toEqual({
      state: 'skipped',
      skip_reason: 'it made this change itself',
      depth: 1,
    });
    expect(await query(database.url, 'SELECT rounds FROM basket WHERE id = 9')).toEqual([
      { rounds: 1 },
    ]);
  });

  it('end a ring of causes, and say so', async () => {
    await query(database.url, 'INSERT INTO basket_line (basket) VALUES (8)');

    const dead = await eventually(
      async () => {
        const [row] = await query(
          database.url,
          `SELECT depth, last_error FROM backstory.deliveries WHERE state = 'dead'`,
        );
        return row;
      },
      { within: 15_000 },
    );
    expect(dead).toEqual({ depth: 33, last_error: expect.stringMatching(/more than 32.*a loop/) });
    await eventually(async () => {
      const rows = await query(
        database.url,
        `SELECT event FROM backstory.feed_entries WHERE item_type = 'Delivery'`,
      );
      return expect(rows).toContainEqual({ event: 'dead' });
    });
  });

  it('see values exactly: big numbers, microseconds, JSON null, composite and changed keys', async () => {
    await query(
      database.url,
      `INSERT INTO odd VALUES ('a"b', 9007199254740993, 12345678901234567890.0001,
         '2026-01-02 03:04:05.000006+00', 'null')`,
    );
    await query(database.url, `UPDATE odd SET at = at + interval '1 microsecond', document = NULL`);
    await query(database.url, `UPDATE odd SET place = 9007199254740995`);
    await eventually(() => expect(odd).toHaveLength(4));

    // A record of another key is another line: the two need not come in order.
    const inOrder = odd.toSorted((a, b) => Number(a.versionId) - Number(b.versionId));
    const [created, updated, ...moved] = inOrder;
    expect(created).toMatchObject({
      event: 'create',
      old: null,
      new: { region: 'a"b', place: '9007199254740993', amount: '12345678901234567890.0001' },
      item: { id: '{"place": 9007199254740993, "region": "a\\"b"}' },
    });
    expect(updated!.changed.toSorted()).toEqual(['at', 'document']);
    expect(updated!.version.objectChanges).toMatchObject({
      at: ['2026-01-02T03:04:05.000006+00:00', '2026-01-02T03:04:05.000007+00:00'],
      document: [{ $json: null }, null],
    });
    expect(moved.map(({ event, old, new: now }) => [event, old?.place, now?.place])).toEqual([
      ['destroy', '9007199254740993', undefined],
      ['create', undefined, '9007199254740995'],
    ]);
  });

  it('get the past once more when asked, and each change once however often that is', async () => {
    const replays = app.context.get(ChangeReplays);
    const replay = { name: 'again', processor: 'totals', filter: { key: '1' } };
    await query(database.url, 'UPDATE basket SET total = 99 WHERE id = 1');
    const before = calls.length;

    const counted = await replays.run(replay, { dryRun: true });
    const stop = new AbortController();
    const paused = await replays.run(replay, {
      pageSize: 2,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    const done = await replays.run(replay, { pageSize: 2 });
    const again = await replays.run(replay, { restart: true });

    expect(counted).toMatchObject({ state: 'done', total: 4, deliveries: 4 });
    expect(paused).toMatchObject({ state: 'paused', processed: 2, deliveries: 2 });
    expect(done).toMatchObject({ state: 'done', processed: 4, deliveries: 4 });
    expect(again).toMatchObject({ state: 'done', processed: 4, deliveries: 0 });
    await eventually(async () => expect(await total(1)).toBe('0.0000'));
    const delivered = calls.slice(before);
    expect(delivered.every(({ key }) => (key as { basketId: string }).basketId === '1')).toBe(true);
    expect(delivered.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    await expect(replays.run({ ...replay, filter: {} })).rejects.toThrow(ReplayConflictError);
    await expect(replays.run({ ...replay, processor: 'nobody' })).rejects.toThrow(
      UnknownProcessorError,
    );
    await expect(replays.run({ ...replay, filter: { since: 'then' } })).rejects.toThrow(/since/);
  });
});
