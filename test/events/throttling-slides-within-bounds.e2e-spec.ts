import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import type { RecordingOutcome } from '../../src/platform/events/index.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents, Scan } from './support/parcel-events.js';

const MINUTE = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const at = (minutes: number): Date => new Date(START + minutes * MINUTE);

describe('a throttled event', () => {
  let database: EventsDatabase<typeof parcelEvents>;
  let parcels = 0;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
  });

  afterAll(() => database?.close());

  const manager = () => database.dataSource.manager;
  const parcel = (): string => `p${(parcels += 1)}`;
  const view = (id: string, input: { record?: undefined; occurredAt?: Date } = {}) =>
    database.recorder.recordEvent(manager(), id, 'viewed', input);
  /** What `15m` later looks like, without waiting: the slot's times move into the past. */
  const letPass = (id: string, minutes: number) =>
    database.dataSource.query(
      `UPDATE backstory.event_slots SET first_at = first_at - $2 * interval '1 minute',
         last_at = last_at - $2 * interval '1 minute', expires_at = expires_at - $2 * interval '1 minute'
       WHERE event_id IN (SELECT id FROM parcel_events WHERE parcel_id = $1)`,
      [id, minutes],
    );

  it('moves the time of the one before and counts, and tells nobody', async () => {
    const id = parcel();
    const first = await view(id);
    const second = await view(id);

    expect([first.outcome, second.outcome]).toEqual(['recorded', 'touched']);
    expect(second.event).toMatchObject({
      id: first.event.id,
      hits: 2,
      createdAt: first.event.createdAt,
    });
    expect(second.event.occurredAt > first.event.occurredAt).toBe(true);
    const [{ told }] = await database.dataSource.query<[{ told: number }]>(
      'SELECT count(*)::int AS told FROM backstory.outbox WHERE item_id = $1',
      [id],
    );
    expect(told).toBe(1);
  });

  it('is a new one after the window, and slides no longer than it may', async () => {
    const id = parcel();
    const outcomes: RecordingOutcome[] = [(await view(id)).outcome];
    for (const minutes of [14, 14, 16, 14]) {
      await letPass(id, minutes);
      outcomes.push((await view(id)).outcome);
    }
    expect(outcomes).toEqual(['recorded', 'touched', 'touched', 'recorded', 'touched']);

    const endless = parcel();
    const events = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      events.add((await view(endless)).event.id);
      await letPass(endless, 12);
    }
    // 24 windows of 15 minutes are 6 hours, or 30 steps of 12 minutes.
    expect(events.size).toBe(2);
  });

  it('is told apart by aggregate, action, actor and record, no record being one too', async () => {
    const { recorder } = database;
    const id = parcel();
    const track = (record: string, actor: string, type = 'user') =>
      recorder.recordEvent(manager(), id, 'tracked', { record, actor: { id: actor, type } });

    const recorded = [
      await track('1', 'alice'),
      await track('2', 'alice'),
      await track('1', 'bob'),
      await track('1', 'alice', 'token'),
      await view(id),
      await view(parcel()),
    ];
    const again = [
      await track('1', 'alice'),
      await recorder.recordEvent(manager(), id, 'tracked', {
        record: new Scan('2'),
        actor: { id: 'alice', type: 'user' },
      }),
      await view(id),
    ];

    expect(recorded.map(({ outcome }) => outcome)).toEqual(Array(6).fill('recorded'));
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(3).fill('touched'));
    expect(new Set(recorded.map(({ event }) => event.id)).size).toBe(6);
  });

  it('is left as it is by `ignore`, whose window does not slide', async () => {
    const id = parcel();
    const ping = () => database.recorder.recordEvent(manager(), id, 'pinged');
    const first = await ping();
    const second = await ping();
    await letPass(id, 50);
    const third = await ping();
    await letPass(id, 50);
    const fourth = await ping();

    expect(second).toEqual({ event: first.event, outcome: 'ignored' });
    expect(third).toEqual(second);
    expect(fourth.outcome).toBe('recorded');
  });

  it('is united with the one before by `merge`: lists joined, or as the action says', async () => {
    const { recorder } = database;
    const id = parcel();
    const label = (...labels: string[]) =>
      recorder.recordEvent(manager(), id, 'labelled', { extra: { labels } });
    const move = (from: string, to: string) =>
      recorder.recordEvent(manager(), id, 'moved', { extra: { from, to } });

    const labelled = [await label('a'), await label('b', 'c'), await label('d')];
    const moved = [await move('x', 'y'), await move('y', 'z')];

    expect(labelled.map(({ outcome, event }) => [outcome, event.extra.labels])).toEqual([
      ['recorded', ['a']],
      ['merged', ['a', 'b', 'c']],
      // Four are more than the schema allows.
      ['recorded', ['d']],
    ]);
    expect(moved[1]).toMatchObject({
      outcome: 'merged',
      event: { id: moved[0]!.event.id, hits: 2, extra: { from: 'x', to: 'z' } },
    });
  });

  it('obeys the caller before its definition', async () => {
    const id = parcel();
    const options = { throttleWithin: '1h', onThrottled: 'ignore' } as const;
    const pack = () => database.recorder.recordEvent(manager(), id, 'packed', options);

    expect([(await pack()).outcome, (await pack()).outcome]).toEqual(['recorded', 'ignored']);
  });

  it('of an import into the past neither moves nor swallows what happens now', async () => {
    const id = parcel();
    const now = await view(id);
    const past = await runInNewContext({ occurredAt: at(0).toISOString() }, () => view(id));
    const soonAfter = await view(id, { occurredAt: at(5) });
    const after = await view(id);

    expect(past).toMatchObject({
      outcome: 'recorded',
      event: {
        occurredAt: '2026-01-01T00:00:00.000000Z',
        createdAt: '2026-01-01T00:00:00.000000Z',
      },
    });
    expect(soonAfter).toMatchObject({ outcome: 'touched', event: { id: past.event.id } });
    expect(after).toMatchObject({ outcome: 'touched', event: { id: now.event.id } });
  });

  it('starts anew when its event is gone', async () => {
    const id = parcel();
    const first = await view(id);
    await database.dataSource.query('ALTER TABLE parcel_events DISABLE TRIGGER USER');
    await database.dataSource.query('DELETE FROM parcel_events WHERE id = $1', [first.event.id]);
    await database.dataSource.query('ALTER TABLE parcel_events ENABLE TRIGGER USER');

    const second = await view(id);

    expect(second).toMatchObject({ outcome: 'recorded', event: { hits: 1 } });
    expect(await view(id)).toMatchObject({ outcome: 'touched', event: { id: second.event.id } });
  });

  it('agrees with a model for whatever times', async () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 15 });

    await fc.assert(
      fc.asyncProperty(minutes, async (times) => {
        const id = parcel();
        for (const minute of times) {
          await database.recorder.recordEvent(manager(), id, 'tracked', {
            record: '1',
            occurredAt: at(minute),
          });
        }

        const rows = await database.dataSource.query(
          `SELECT extract(epoch FROM created_at - $2)::int / 60 AS first,
             extract(epoch FROM occurred_at - $2)::int / 60 AS last, hits
           FROM parcel_events WHERE parcel_id = $1 ORDER BY id`,
          [id, at(0)],
        );
        expect(rows).toEqual(model(times, 10, 30));
      }),
      { numRuns: 60 },
    );
  });
});

interface Burst {
  first: number;
  last: number;
  hits: number;
}

/** What throttling means, said in another way: the newest burst takes what falls into its window. */
function model(times: readonly number[], within: number, most: number): Burst[] {
  const bursts: Burst[] = [];
  for (const time of times) {
    const burst = bursts.at(-1);
    const isInside =
      burst !== undefined &&
      time > burst.first - within &&
      time < Math.min(burst.last + within, burst.first + most);
    if (isInside) {
      burst.last = Math.max(burst.last, time);
      burst.hits += 1;
    } else {
      bursts.push({ first: time, last: time, hits: 1 });
    }
  }
  return bursts;
}
