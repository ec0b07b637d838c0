import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { CountingLogger } from '../support/audit/counting-logger.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents, Scan } from './support/parcel-events.js';

const ALICE = { id: 'alice', type: 'user' };

describe('recordEvent', () => {
  const logger = new CountingLogger();
  let database: EventsDatabase<typeof parcelEvents>;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents, { logging: ['query'], logger });
  });

  afterAll(() => database?.close());

  const inTransaction = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
    database.dataSource.transaction(work);

  const count = async (work: (manager: EntityManager) => Promise<unknown>): Promise<number> =>
    (await logger.during(() => inTransaction(work))).length - 2;

  it('writes the event and its outbox row, with who, why and the cause, by one statement', async () => {
    const context = {
      actor: ALICE,
      correlationId: 'c-1',
      causationId: 'version:7',
      source: 'replay',
    };
    const recorded = await runInNewContext(context, () =>
      inTransaction((manager) =>
        database.recorder.recordEvent(manager, { id: 7 }, 'scanned', {
          record: new Scan('3'),
          extra: { place: 'Basel' },
        }),
      ),
    );

    expect(recorded).toMatchObject({
      outcome: 'recorded',
      event: {
        id: expect.stringMatching(/^\d+$/),
        aggregate: 'parcel',
        aggregateId: '7',
        action: 'scanned',
        record: { type: 'Scan', id: '3' },
        extra: { place: 'Basel' },
        actor: ALICE,
        hits: 1,
        correlationId: 'c-1',
        causationId: 'version:7',
        source: 'replay',
        schemaVersion: 1,
      },
    });
    expect(recorded.event.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(await database.reader.find([recorded.event.id])).toEqual([recorded.event]);
    const [outbox] = await database.dataSource.query(
      `SELECT kind, item_type, item_id, event, actor, actor_type, source, correlation_id,
         causation_id, aggregate_type, aggregate_id, summary FROM backstory.outbox WHERE ref_id = $1`,
      [recorded.event.id],
    );
    expect(outbox).toEqual({
      kind: 'event',
      item_type: 'Parcel',
      item_id: '7',
      event: 'scanned',
      actor: 'alice',
      actor_type: 'user',
      source: 'replay',
      correlation_id: 'c-1',
      causation_id: 'version:7',
      aggregate_type: 'Parcel',
      aggregate_id: '7',
      summary: { record: { type: 'Scan', id: '3' }, extra: { place: 'Basel' } },
    });
  });

  it('costs one statement, two when throttled, and one for any number recorded together', async () => {
    const { recorder } = database;
    expect(await count((manager) => recorder.recordEvent(manager, 1, 'packed'))).toBe(1);
    expect(await count((manager) => recorder.recordEvent(manager, 1, 'viewed'))).toBe(2);
    expect(await count((manager) => recorder.recordEvent(manager, 1, 'viewed'))).toBe(2);
    expect(await count((manager) => recorder.recordEvent(manager, 1, 'pinged'))).toBe(2);
    expect(await count((manager) => recorder.recordEvent(manager, 1, 'pinged'))).toBe(2);
    const many = Array.from({ length: 500 }, (_, index) => ({
      aggregate: index,
      action: 'packed' as const,
    }));
    expect(await count((manager) => recorder.recordEvents(manager, many))).toBe(1);
  });

  it('is as if it had never been when the transaction is rolled back, the throttle included', async () => {
    const attempt = database.dataSource.transaction(async (manager) => {
      await database.recorder.recordEvent(manager, 'gone', 'packed');
      await database.recorder.recordEvent(manager, 'gone', 'viewed');
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');

    expect((await database.reader.feed('gone')).items).toEqual([]);
    const { outcome } = await database.recorder.recordEvent(
      database.dataSource.manager,
      'gone',
      'viewed',
    );
    expect(outcome).toBe('recorded');
  });

  it('is refused where the transaction has lost its connection, and written nowhere else', async () => {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.release();

    await expect(database.recorder.recordEvent(runner.manager, 'lost', 'packed')).rejects.toThrow(
      'already released',
    );
    expect((await database.reader.feed('lost')).items).toEqual([]);
  });

  it('rings after the commit, once, and not for what was rolled back or touched', async () => {
    const { recorder, dataSource } = database;
    const before = database.rings();
    await dataSource.transaction(async (manager) => {
      await recorder.recordEvent(manager, 'bell', 'packed');
      await manager
        .transaction(async (inner) => {
          await recorder.recordEvent(inner, 'bell', 'packed');
          throw new Error('savepoint');
        })
        .catch(() => undefined);
      expect(database.rings()).toBe(before);
    });
    expect(database.rings()).toBe(before + 1);

    await dataSource
      .transaction(async (manager) => {
        await recorder.recordEvent(manager, 'bell', 'packed');
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(database.rings()).toBe(before + 1);

    await recorder.recordEvent(dataSource.manager, 'bell', 'packed');
    await recorder.recordEvent(dataSource.manager, 'bell', 'viewed');
    expect(database.rings()).toBe(before + 3);
    await recorder.recordEvent(dataSource.manager, 'bell', 'viewed');
    expect(database.rings()).toBe(before + 3);
  });

  it('names the system where nobody is known, and whoever it is told', async () => {
    const { manager } = database.dataSource;

    const { event: nobody } = await database.recorder.recordEvent(manager, 1, 'packed');
    const { event: bob } = await runInNewContext({ actor: ALICE }, () =>
      database.recorder.recordEvent(manager, 1, 'packed', { actor: { id: 'bob', type: 'peer' } }),
    );

    expect(nobody.actor).toEqual({ id: 'system', type: 'system' });
    expect(bob.actor).toEqual({ id: 'bob', type: 'peer' });
  });

  it('keeps the order in which several were given', async () => {
    const entries = [
      { aggregate: 'o', action: 'weighed' as const, extra: { grams: 2 } },
      { aggregate: 'o', action: 'viewed' as const },
      { aggregate: 'o', action: 'packed' as const },
      { aggregate: 'o', action: 'weighed' as const, extra: { grams: 1 } },
    ];

    const recorded = await inTransaction((manager) =>
      database.recorder.recordEvents(manager, entries),
    );

    expect(recorded.map(({ event }) => [event.action, event.extra])).toEqual([
      ['weighed', { grams: 2 }],
      ['viewed', null],
      ['packed', null],
      ['weighed', { grams: 1 }],
    ]);
  });

  it('can be corrected by nobody: a recorded event is never rewritten or deleted', async () => {
    await database.recorder.recordEvent(database.dataSource.manager, 'kept', 'packed');

    for (const statement of [
      "UPDATE parcel_events SET action = 'viewed'",
      "UPDATE parcel_events SET actor_id = 'mallory', hits = hits",
      'DELETE FROM parcel_events',
      'TRUNCATE parcel_events',
    ]) {
      await expect(database.dataSource.query(statement)).rejects.toThrow('append-only');
    }
  });
});
