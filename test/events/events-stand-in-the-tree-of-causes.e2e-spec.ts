import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CorrelationModule,
  CorrelationTraceService,
  runInNewContext,
} from '../../src/platform/correlation/index.js';
import {
  defineEvents,
  EventReaders,
  EventRecorder,
  EventsModule,
  InjectEvents,
} from '../../src/platform/events/index.js';
import {
  createEventsDatabase,
  migrateEvents,
  type EventsDatabase,
} from './support/events-database.js';
import { parcelEvents } from './support/parcel-events.js';

const vanEvents = defineEvents('van', { loaded: {} });

@Injectable()
class Depot {
  constructor(
    @InjectEvents(parcelEvents) readonly parcels: EventRecorder<typeof parcelEvents>,
    @InjectEvents(vanEvents) readonly vans: EventRecorder<typeof vanEvents>,
  ) {}
}

@Module({
  imports: [EventsModule.forFeature([parcelEvents, vanEvents])],
  providers: [Depot],
})
class DepotModule {}

describe('the events of a correlation', () => {
  let database: EventsDatabase<typeof parcelEvents>;
  let module: TestingModule;
  let depot: Depot;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
    await migrateEvents(database.dataSource, vanEvents);
    module = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({ type: 'postgres', url: database.url }),
        CorrelationModule.forRoot({}),
        EventsModule.forRoot({}),
        DepotModule,
      ],
    }).compile();
    await module.init();
    depot = module.get(Depot);
  });

  afterAll(async () => {
    await module?.close();
    await database?.close();
  });

  it('are listed in parts, of all aggregates, each with its cause and once', async () => {
    const { manager } = database.dataSource;
    const ids: string[] = [];
    let causationId = 'version:1';
    for (let index = 0; index < 9; index += 1) {
      const { event } = await runInNewContext({ correlationId: 'c-9', causationId }, () =>
        index % 2 === 0
          ? depot.parcels.recordEvent(manager, index, 'packed')
          : depot.vans.recordEvent(manager, index, 'loaded'),
      );
      ids.push(event.id);
      causationId = `event:${event.id}`;
    }
    await depot.parcels.recordEvent(manager, 1, 'packed');

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const part = await module
        .get(CorrelationTraceService)
        .trace('c-9', { limit: 4, ...(after && { after }) });
      const events = part.nodes.filter(({ kind }) => kind === 'event');
      for (const { id, causationId: cause } of events) {
        const before = ids[ids.indexOf(id) - 1];
        expect(cause).toBe(before === undefined ? 'version:1' : `event:${before}`);
      }
      seen.push(...events.map(({ id }) => id));
      after = part.next ?? undefined;
    } while (after !== undefined);

    expect([...new Set(seen)].toSorted((a, b) => Number(a) - Number(b))).toEqual(ids);
  });

  it('name their record, their aggregate and who acted, never the extra', async () => {
    const context = { correlationId: 'c-1', actor: { id: 'alice', type: 'user' } };
    await runInNewContext(context, () =>
      depot.parcels.recordEvent(database.dataSource.manager, 7, 'scanned', {
        record: '3',
        extra: { place: 'secret' },
      }),
    );

    const { nodes } = await module.get(CorrelationTraceService).trace('c-1');

    expect(nodes).toMatchObject([
      {
        kind: 'event',
        item: { itemType: 'Parcel', itemId: '7' },
        facts: { event: 'scanned', whodunnit: 'alice', record: { type: 'Scan', id: '3' } },
      },
    ]);
    expect(JSON.stringify(nodes)).not.toContain('secret');
  });

  it('are found by item type and id, whatever the aggregate', async () => {
    const { event } = await depot.vans.recordEvent(database.dataSource.manager, 1, 'loaded');
    const readers = module.get(EventReaders);

    expect(await readers.ofItemType('Van').find([event.id])).toEqual([event]);
    expect(() => readers.ofItemType('Lorry')).toThrow('defined are: Parcel, Van');
  });
});
