import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CommitBell,
  EventRecorder,
  EventsModule,
  type EventOf,
} from '../../src/platform/events/index.js';
import {
  EventReplays,
  Inbox,
  InboxModule,
  On,
  type EventReplay,
  type InboxContext,
} from '../../src/platform/inbox/index.js';
import { settled } from '../deliveries/support/settled.js';
import { startDeliveryApp, type DeliveryApp } from '../deliveries/support/start-delivery-app.js';
import { migrateEvents } from '../events/support/events-database.js';
import { parcelEvents } from '../events/support/parcel-events.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const EVENTS = 40;

@Inbox('scales', { replayable: true })
class ScalesInbox {
  @On(parcelEvents, 'weighed')
  async weighed(event: EventOf<typeof parcelEvents, 'weighed'>, context: InboxContext) {
    await context.manager.query('INSERT INTO weighings (event_id, replay) VALUES ($1, $2)', [
      event.id,
      context.replay,
    ]);
  }
}

@Inbox('once')
class OnceInbox {
  @On(parcelEvents, 'packed')
  async packed(): Promise<void> {}
}

const replay = (changes: Partial<EventReplay<typeof parcelEvents>>) => ({
  name: 'first',
  inbox: 'scales',
  events: parcelEvents,
  ...changes,
});

describe('a replay', () => {
  let database: TestDatabase;
  let app: DeliveryApp;
  let replays: EventReplays;

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    await migrateEvents(dataSource, parcelEvents);
    await dataSource.query('CREATE TABLE weighings (event_id bigint, replay boolean)');
    await dataSource.destroy();
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      more: {
        imports: [EventsModule.forRoot({}), EventsModule.forFeature([parcelEvents]), InboxModule],
        providers: [ScalesInbox, OnceInbox],
      },
    });
    replays = app.context.get(EventReplays);
    const recorder = new EventRecorder(parcelEvents, app.context.get(CommitBell));
    await recorder.recordEvents(
      app.dataSource.manager,
      Array.from({ length: EVENTS }, (_, index) =>
        index % 2 === 0
          ? { aggregate: '1', action: 'weighed' as const, extra: { grams: index } }
          : { aggregate: '1', action: 'packed' as const },
      ),
    );
    await settled(database.url, EVENTS);
  });

  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  /** How often events were weighed, and how many of them so often. */
  const weighings = () =>
    query<{ times: number; replays: number; events: number }>(
      database.url,
      `SELECT times, replays, count(*)::int AS events FROM (
         SELECT count(*)::int AS times, count(*) FILTER (WHERE replay)::int AS replays
         FROM weighings GROUP BY event_id) AS counted
       GROUP BY times, replays`,
    );

  it('only counts in a dry run', async () => {
    const end = await replays.run(replay({ name: 'dry' }), { dryRun: true });

    expect(end).toMatchObject({ state: 'done', processed: EVENTS, deliveries: EVENTS / 2 });
    expect(await settled(database.url, EVENTS)).toHaveLength(EVENTS);
  });

  it('delivers each event that the inbox wants once more, however often it is run', async () => {
    const first = await replays.run(replay({}));
    const again = await replays.run(replay({}));
    const restarted = await replays.run(replay({}), { restart: true });

    expect([first.deliveries, again.deliveries, restarted.deliveries]).toEqual([EVENTS / 2, 0, 0]);
    const deliveries = await settled(database.url, EVENTS * 1.5);
    expect(deliveries.filter(({ state }) => state === 'done')).toHaveLength(EVENTS * 1.5);
    expect(await weighings()).toEqual([{ times: 2, replays: 1, events: EVENTS / 2 }]);
  });

  it('of another name delivers again, to the events of its filter', async () => {
    const end = await replays.run(
      replay({ name: 'second', filter: { actions: ['weighed'], aggregateId: '1' } }),
    );

    expect(end).toMatchObject({ total: EVENTS / 2, deliveries: EVENTS / 2 });
    await settled(database.url, EVENTS * 2);
    expect(await weighings()).toEqual([{ times: 3, replays: 2, events: EVENTS / 2 }]);
  });

  it('is skipped by an inbox that tells nobody twice', async () => {
    await replays.run(replay({ inbox: 'once' }));

    const deliveries = await settled(database.url, EVENTS * 2.5);
    const skipped = deliveries.filter(({ state }) => state === 'skipped');
    expect(skipped).toHaveLength(EVENTS / 2);
    expect(new Set(skipped.map(({ subscriber }) => subscriber))).toEqual(new Set(['once']));
  });

  it('is refused for an inbox that nobody has', async () => {
    await expect(replays.run(replay({ inbox: 'nobody' }))).rejects.toMatchObject({
      code: 'INBOX_NOT_FOUND',
      message: expect.stringContaining('there are: once, scales'),
    });
  });
});
