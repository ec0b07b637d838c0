import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Backfills,
  EventScan,
  type Backfill,
  type BackfillProgress,
} from '../../src/platform/events/index.js';
import { eventually } from '../support/eventually.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents } from './support/parcel-events.js';

type ParcelBackfill = Backfill<typeof parcelEvents>;

describe('a backfill', () => {
  let database: EventsDatabase<typeof parcelEvents>;
  let backfills: Backfills;
  let packed: string[];
  let names = 0;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
    await database.dataSource.query('CREATE TABLE effects (run text, event_id bigint)');
    const recorded = await database.recorder.recordEvents(
      database.dataSource.manager,
      Array.from({ length: 300 }, (_, index) =>
        index % 3 === 0
          ? { aggregate: index, action: 'weighed' as const, extra: { grams: index } }
          : { aggregate: index, action: 'packed' as const },
      ),
    );
    packed = recorded.filter(({ event }) => event.action === 'packed').map(({ event }) => event.id);
  });

  afterAll(() => database?.close());

  beforeEach(() => {
    backfills = new Backfills(database.dataSource);
  });

  /** Writes one effect for each packed parcel; more than one would be seen. */
  const task = (changes: Partial<ParcelBackfill> = {}): ParcelBackfill => {
    const name = changes.name ?? `run-${(names += 1)}`;
    return {
      name,
      events: parcelEvents,
      filter: { actions: ['packed'] },
      batchSize: 17,
      handle: async (events, manager) => {
        await manager.query('INSERT INTO effects SELECT $1, unnest($2::bigint[])', [
          name,
          events.map(({ id }) => id),
        ]);
      },
      ...changes,
    };
  };

  const effects = async (name: string): Promise<string[]> => {
    const rows = await database.dataSource.query<{ event_id: string }[]>(
      'SELECT event_id::text FROM effects WHERE run = $1 ORDER BY effects.event_id',
      [name],
    );
    return rows.map((row) => row.event_id);
  };

  it('passes all events that it is for, in order, and says how far it is', async () => {
    const seen: string[] = [];
    const steps: BackfillProgress[] = [];
    const backfill = task({
      handle: async (events) => void seen.push(...events.map(({ id }) => id)),
    });

    const end = await backfills.run(backfill, { onProgress: (progress) => steps.push(progress) });

    expect(seen).toEqual(packed);
    expect(steps.map(({ processed }) => processed).slice(0, 3)).toEqual([17, 34, 51]);
    expect(end).toMatchObject({ state: 'done', total: 200, processed: 200, error: null });
    expect(await backfills.run(backfill)).toEqual(end);
    expect(seen).toHaveLength(200);
  });

  it('is paused from anywhere and goes on where it was', async () => {
    const backfill = task();
    const elsewhere = new Backfills(database.dataSource);

    const paused = await backfills.run({
      ...backfill,
      handle: async (events, manager) => {
        await backfill.handle(events, manager);
        if ((await effects(backfill.name)).length >= 51) await elsewhere.pause(backfill.name);
      },
    });
    // The batch during which it was paused is undone.
    expect(paused).toMatchObject({ state: 'paused', processed: 51 });
    expect(await effects(backfill.name)).toEqual(packed.slice(0, 51));

    const stop = new AbortController();
    const stopped = await elsewhere.run(backfill, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({ state: 'paused', processed: 68 });

    expect(await backfills.run(backfill)).toMatchObject({ state: 'done', processed: 200 });
    expect(await effects(backfill.name)).toEqual(packed);
  });

  it('says what failed, keeps nothing of that batch, and goes on when it is mended', async () => {
    const backfill = task();
    const broken = {
      ...backfill,
      handle: async (events: Parameters<ParcelBackfill['handle']>[0], manager: never) => {
        await backfill.handle(events, manager);
        if (events.some(({ id }) => id === packed[40])) throw new Error('parcel 40 is broken');
      },
    };

    await expect(backfills.run(broken)).rejects.toThrow('parcel 40 is broken');
    expect(await backfills.progress(backfill.name)).toMatchObject({
      state: 'failed',
      error: 'Error: parcel 40 is broken',
      processed: 34,
    });

    expect(await backfills.run(backfill)).toMatchObject({ state: 'done', error: null });
    expect(await effects(backfill.name)).toEqual(packed);
  });

  it('counts every event once when several processes work on it', async () => {
    const backfill = task({ batchSize: 5 });

    const ends = await Promise.all(
      Array.from({ length: 6 }, () => new Backfills(database.dataSource).run(backfill)),
    );

    expect(ends.map(({ state }) => state)).toEqual(Array(6).fill('done'));
    expect(await effects(backfill.name)).toEqual(packed);
    expect(await backfills.progress(backfill.name)).toMatchObject({ processed: 200 });
  });

  it('does everything and keeps nothing of it in a dry run', async () => {
    const backfill = task();
    const steps: number[] = [];

    const end = await backfills.run(backfill, {
      dryRun: true,
      onProgress: ({ processed }) => steps.push(processed),
    });

    expect(end).toMatchObject({ state: 'done', processed: 200, total: 200 });
    expect(steps).toHaveLength(12);
    expect(await effects(backfill.name)).toEqual([]);
    await expect(backfills.progress(backfill.name)).rejects.toThrow('there is no backfill');
    const failing = task({ handle: () => Promise.reject(new Error('seen in the dry run')) });
    await expect(backfills.run(failing, { dryRun: true })).rejects.toThrow('seen in the dry run');
  });

  it('begins again when told to, and never for other events by the same name', async () => {
    const backfill = task();
    await backfills.run(backfill);
    const other = { ...backfill, filter: { actions: ['weighed' as const] } };

    await expect(backfills.run(other)).rejects.toMatchObject({ code: 'EVENTS_BACKFILL_CONFLICT' });
    await backfills.run(backfill, { restart: true });
    expect(await effects(backfill.name)).toHaveLength(400);
    expect(await backfills.run(other, { restart: true })).toMatchObject({ processed: 100 });
  });

  it('misses nobody who wrote an event before it began and commits late', async () => {
    const backfill = task({ filter: { aggregateId: 'late' } });
    const slow = database.dataSource.createQueryRunner();
    await slow.startTransaction();
    const { event } = await database.recorder.recordEvent(slow.manager, 'late', 'packed');
    await database.recorder.recordEvent(database.dataSource.manager, 'other', 'packed');

    const run = backfills.run(backfill);
    let isOver = false;
    void run.finally(() => (isOver = true));
    await eventually(async () => {
      const [{ waited }] = await database.dataSource.query<[{ waited: boolean }]>(
        `SELECT count(*) > 0 AS waited FROM pg_stat_activity
         WHERE query LIKE '%pg_locks%' AND datname = current_database() AND pid <> pg_backend_pid()`,
      );
      return waited;
    });
    expect(isOver).toBe(false);
    await slow.commitTransaction();
    await slow.release();

    expect(await run).toMatchObject({ state: 'done', processed: 1 });
    expect(await effects(backfill.name)).toEqual([event.id]);
  });

  it('lets others write while it waits for those who wrote before', async () => {
    const slow = database.dataSource.createQueryRunner();
    await slow.startTransaction();
    await database.recorder.recordEvent(slow.manager, 'held', 'viewed');

    const settled = new EventScan(parcelEvents, database.dataSource).settledId();
    await database.recorder.recordEvent(database.dataSource.manager, 'free', 'viewed');
    await slow.rollbackTransaction();
    await slow.release();

    expect(Number(await settled)).toBeGreaterThan(0);
  });

  it('is found by its name, which is given once', async () => {
    backfills.register(task({ name: 'registered' }));

    expect(backfills.names()).toEqual(['registered']);
    expect(await backfills.run('registered')).toMatchObject({ state: 'done' });
    expect((await backfills.list()).map(({ name }) => name)).toContain('registered');
    expect(() => backfills.register(task({ name: 'registered' }))).toThrow('another one is');
    expect(() => backfills.register(task({ name: 'Not A Name' }))).toThrow('lower-case');
    await expect(backfills.run('unknown')).rejects.toThrow('there are: registered');
  });
});
