import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domainProblem } from '../../src/http/problem/domain-problem.util.js';
import {
  defineEvents,
  EventReader,
  type EventFeedQuery,
  type EventOf,
} from '../../src/platform/events/index.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents } from './support/parcel-events.js';

type ParcelEvent = EventOf<typeof parcelEvents>;

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const actor = (id: string) => ({ id, type: 'user' });

describe('the feed of an aggregate', () => {
  let database: EventsDatabase<typeof parcelEvents>;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
    // 40 days, two events a day at the same moment, by three people.
    await database.recorder.recordEvents(
      database.dataSource.manager,
      Array.from({ length: 80 }, (_, index) => {
        const common = {
          aggregate: 'a',
          actor: actor(['ann', 'ben', 'cem'][index % 3]!),
          occurredAt: new Date(START + Math.floor(index / 2) * DAY),
        };
        return index % 2 === 0
          ? { ...common, action: 'scanned' as const, record: index % 4, extra: { place: 'x' } }
          : { ...common, action: 'weighed' as const, extra: { grams: index } };
      }),
    );
    await database.recorder.recordEvent(database.dataSource.manager, 'b', 'packed');
  });

  afterAll(() => database?.close());

  const pages = async (query: EventFeedQuery<typeof parcelEvents>) => {
    const items: ParcelEvent[] = [];
    let before: string | undefined;
    do {
      const page = await database.reader.feed('a', { ...query, ...(before && { before }) });
      expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 50);
      items.push(...page.items);
      before = page.next ?? undefined;
    } while (before !== undefined);
    return items;
  };

  it('is complete and in one order, whatever the size of the pages', async () => {
    const whole = await pages({ limit: 200 });

    expect(whole).toHaveLength(80);
    const places = whole.map(({ occurredAt, id }) => `${occurredAt} ${id.padStart(12, '0')}`);
    expect(places).toEqual(places.toSorted().toReversed());
    for (const limit of [1, 7, 40, 80]) {
      expect(await pages({ limit })).toEqual(whole);
    }
  });

  it('is filtered by action, actor, record and time', async () => {
    const whole = await pages({});
    const filtered = async (
      query: EventFeedQuery<typeof parcelEvents>,
      keep: (event: ParcelEvent) => boolean,
    ) => {
      const expected = whole.filter(keep);
      expect(expected.length).toBeGreaterThan(0);
      expect(await pages({ ...query, limit: 6 })).toEqual(expected);
    };

    await filtered({ actions: ['weighed'] }, ({ action }) => action === 'weighed');
    await filtered({ actor: 'ann' }, (event) => event.actor.id === 'ann');
    await filtered({ actor: actor('ben') }, (event) => event.actor.id === 'ben');
    await filtered(
      { record: { type: 'Scan', id: '2' } },
      (event) => event.action === 'scanned' && event.record.id === '2',
    );
    await filtered(
      { since: '2026-03-05T00:00:00Z', until: new Date('2026-03-09T00:00:00Z') },
      ({ occurredAt }) => occurredAt >= '2026-03-05' && occurredAt < '2026-03-09T00:00:00.000000Z',
    );
    expect(await pages({ actor: { id: 'ann', type: 'token' } })).toEqual([]);
    expect(await pages({ actions: [] })).toEqual([]);
  });

  it('misses nothing while events are touched, and repeats none but a touched one', async () => {
    const { recorder, reader, dataSource } = database;
    const ids: string[] = [];
    for (let viewer = 0; viewer < 30; viewer += 1) {
      const options = { actor: actor(`viewer ${viewer}`) };
      const { event } = await recorder.recordEvent(dataSource.manager, 'c', 'viewed', options);
      ids.push(event.id);
    }

    const seen: string[] = [];
    let before: string | undefined;
    for (let viewer = 0; ; viewer += 7) {
      const page = await reader.feed('c', { limit: 5, ...(before && { before }) });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      before = page.next;
      await recorder.recordEvent(dataSource.manager, 'c', 'viewed', {
        actor: actor(`viewer ${viewer % 30}`),
      });
    }
    // Whoever was touched before its page came is at the front now, where the reader looks next.
    const { items: front } = await reader.feed('c', { limit: 200 });

    expect(new Set([...front.map(({ id }) => id), ...seen])).toEqual(new Set(ids));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ limit: 1.5 }, 'limit'],
    [{ before: '' }, 'before'],
    [{ before: 'nonsense' }, 'before'],
    [{ before: Buffer.from('2026-01-01T00:00:00Z~x').toString('base64url') }, 'before'],
    [{ before: Buffer.from("2026-01-01T00:00:00Z~1';--").toString('base64url') }, 'before'],
    [{ since: 'yesterday' }, 'since'],
    [{ until: '2026-02-31' }, 'until'],
    [{ actions: ['sold' as 'packed'] }, 'action'],
  ])('refuses %j with 400', async (query, field) => {
    const error: unknown = await database.reader
      .feed('a', query)
      .catch((thrown: unknown) => thrown);

    expect(domainProblem(error)).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('finds events by their ids and leaves out what nobody has', async () => {
    const [one, two] = await pages({ limit: 2 });

    expect(await database.reader.find([one!.id, two!.id, '99999999', 'x', '-1'])).toEqual(
      [one, two].toSorted((a, b) => Number(a!.id) - Number(b!.id)),
    );
    expect(await database.reader.find([])).toEqual([]);
  });

  it('is counted by action, actor and period, with hits', async () => {
    const { reader, recorder, dataSource } = database;
    for (let time = 0; time < 3; time += 1) {
      await recorder.recordEvent(dataSource.manager, 'd', 'viewed', { actor: actor('ann') });
    }

    expect(await reader.counts({ aggregateId: 'a' })).toEqual([
      { action: 'scanned', events: 40, hits: 40 },
      { action: 'weighed', events: 40, hits: 40 },
    ]);
    expect(await reader.counts({ aggregateId: 'd', by: ['action', 'actor'] })).toEqual([
      { action: 'viewed', actor: actor('ann'), events: 1, hits: 3 },
    ]);
    expect(await reader.counts({ aggregateId: 'a', by: ['month'] })).toEqual([
      { period: '2026-03-01T00:00:00Z', events: 62, hits: 62 },
      { period: '2026-04-01T00:00:00Z', events: 18, hits: 18 },
    ]);
    expect(
      await reader.counts({ actions: ['weighed'], until: '2026-03-03T00:00:00Z', by: ['day'] }),
    ).toEqual([
      { period: '2026-03-01T00:00:00Z', events: 1, hits: 1 },
      { period: '2026-03-02T00:00:00Z', events: 1, hits: 1 },
    ]);
    for (const by of [[], ['day', 'month'], ['colour']]) {
      const asked = reader.counts({ by: by as 'day'[] });
      await expect(asked).rejects.toMatchObject({ code: 'EVENTS_QUERY_INVALID', field: 'by' });
    }
  });

  it('shows extras of earlier versions in the shape of today, and rewrites none', async () => {
    const { recorder, dataSource } = database;
    const { event } = await recorder.recordEvent(dataSource.manager, 'e', 'weighed', {
      extra: { grams: 1500 },
    });
    const today = defineEvents('parcel', {
      weighed: {
        extra: z.strictObject({ kilos: z.number(), by: z.string() }),
        version: 3,
        upcast: {
          1: ({ grams }) => ({ kilos: Number(grams) / 1000 }),
          2: ({ kilos }) => ({ kilos, by: 'scales' }),
        },
      },
    });

    const [upcast] = await new EventReader(today, dataSource).find([event.id]);

    expect(upcast).toMatchObject({ extra: { kilos: 1.5, by: 'scales' }, schemaVersion: 3 });
    expect((await database.reader.find([event.id]))[0]).toEqual(event);
  });

  it('shows actions that the code no longer defines as they were', async () => {
    const rest = defineEvents('parcel', { packed: {} });

    const { items } = await new EventReader(rest, database.dataSource).feed('a', { limit: 1 });

    expect(items).toMatchObject([{ action: 'weighed', extra: { grams: 79 } }]);
  });
});
