import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentContext, runInNewContext } from '../../src/platform/correlation/index.js';
import {
  EventRecorder,
  EventsModule,
  InjectEvents,
  CommitBell,
  type AnyEvent,
  type EventOf,
} from '../../src/platform/events/index.js';
import {
  Inbox,
  InboxModule,
  On,
  OnAny,
  type InboxContext,
  type InboxHooks,
} from '../../src/platform/inbox/index.js';
import { settled } from '../deliveries/support/settled.js';
import { startDeliveryApp, type DeliveryApp } from '../deliveries/support/start-delivery-app.js';
import { migrateEvents } from '../events/support/events-database.js';
import { parcelEvents } from '../events/support/parcel-events.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

type Parcels = typeof parcelEvents;

const seen: { inbox: string; event: AnyEvent; context: unknown; key: string }[] = [];

function note(inbox: string, event: AnyEvent, { idempotencyKey }: InboxContext): void {
  seen.push({ inbox, event, context: currentContext(), key: idempotencyKey });
}

@Inbox('scans')
class ScansInbox implements InboxHooks {
  constructor(@InjectEvents(parcelEvents) private readonly events: EventRecorder<Parcels>) {}

  @On(parcelEvents, 'scanned')
  async scanned(event: EventOf<Parcels, 'scanned'>, context: InboxContext): Promise<void> {
    note('scans', event, context);
    await this.events.recordEvent(context.manager, event.aggregateId, 'weighed', {
      extra: { grams: event.extra.place.length },
    });
  }

  shouldProcess({ actor }: AnyEvent): boolean {
    return actor.id !== 'robot';
  }
}

@Inbox('everything', { replayable: true })
class EverythingInbox {
  @OnAny(parcelEvents)
  async any(event: EventOf<Parcels>, context: InboxContext): Promise<void> {
    await Promise.resolve();
    note('everything', event, context);
  }
}

@Inbox('closed')
class ClosedInbox implements InboxHooks {
  @On(parcelEvents, 'scanned')
  async scanned(): Promise<void> {}

  unavailable(): string {
    return 'no server is configured: set X_URL';
  }
}

describe('a recorded event', () => {
  let database: TestDatabase;
  let app: DeliveryApp;
  let recorder: EventRecorder<Parcels>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    await migrateEvents(dataSource, parcelEvents);
    await dataSource.destroy();
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      more: {
        imports: [EventsModule.forRoot({}), EventsModule.forFeature([parcelEvents]), InboxModule],
        providers: [ScansInbox, EverythingInbox, ClosedInbox],
      },
    });
    recorder = new EventRecorder(parcelEvents, app.context.get(CommitBell));
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('reaches the inboxes that name it, and what they record reaches theirs', async () => {
    const actor = { id: 'alice', type: 'user' };
    const { event } = await runInNewContext({ correlationId: 'c-1', actor }, async () =>
      recorder.recordEvent(app.dataSource.manager, '7', 'scanned', {
        record: '3',
        extra: { place: 'Ulm' },
      }),
    );

    const deliveries = await settled(database.url, 4);
    const of = (subscriber: string): object[] =>
      deliveries.filter((one) => one.subscriber === subscriber);
    expect(of('scans')).toMatchObject([{ state: 'done', ref_id: event.id }]);
    expect(of('closed')).toMatchObject([
      { state: 'skipped', skip_reason: 'no server is configured: set X_URL' },
    ]);
    expect(of('everything')).toMatchObject([{ state: 'done' }, { state: 'done' }]);

    const scan = seen.find(({ inbox }) => inbox === 'scans');
    const own = deliveries.find(({ subscriber }) => subscriber === 'scans')!;
    expect(scan).toMatchObject({
      event: { id: event.id, action: 'scanned', extra: { place: 'Ulm' }, actor },
      context: {
        correlationId: 'c-1',
        causationId: `delivery:${own.id}`,
        actor: { id: 'scans', type: 'system' },
      },
    });
    expect(scan?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    const weighed = seen.find((one) => one.event.action === 'weighed');
    expect(weighed).toMatchObject({
      inbox: 'everything',
      event: { extra: { grams: 3 }, correlationId: 'c-1', causationId: `delivery:${own.id}` },
    });
  });

  it('is skipped by an inbox that says it is not for it, and by one that tells nobody twice', async () => {
    const before = seen.length;
    const { event } = await runInNewContext({ actor: { id: 'robot', type: 'system' } }, async () =>
      recorder.recordEvent(app.dataSource.manager, '8', 'scanned', {
        record: '4',
        extra: { place: 'Bonn' },
      }),
    );
    await query(
      database.url,
      `INSERT INTO backstory.deliveries (kind, ref_id, subscriber, replay, item_type, item_id, event,
         aggregate_type, aggregate_id)
       SELECT 'event', $1, name, 'run-1', 'Parcel', '8', 'scanned', 'Parcel', '8'
       FROM unnest(ARRAY['scans', 'everything']) AS name`,
      [event.id],
    );

    const deliveries = (await settled(database.url, 9)).filter(({ ref_id }) => ref_id === event.id);
    const skips = deliveries.filter(({ subscriber }) => subscriber === 'scans');
    expect(skips.map(({ skip_reason }) => skip_reason)).toEqual([
      'not for this inbox',
      'a replay, and this inbox tells nobody twice',
    ]);
    expect(seen.slice(before).map(({ inbox }) => inbox)).toEqual(['everything', 'everything']);
  });
});
