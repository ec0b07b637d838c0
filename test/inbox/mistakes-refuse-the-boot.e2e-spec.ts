import type { Type } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineEvents, EventsModule } from '../../src/platform/events/index.js';
import { Inbox, InboxModule, On, OnAny } from '../../src/platform/inbox/index.js';
import { startDeliveryApp } from '../deliveries/support/start-delivery-app.js';
import { migrateEvents } from '../events/support/events-database.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { DataSource } from 'typeorm';
import { parcelEvents } from '../events/support/parcel-events.js';

const strayEvents = defineEvents('stray', { seen: {} });

@Inbox('typo')
class Typo {
  @On(parcelEvents, 'scaned' as 'scanned')
  async scan(): Promise<void> {}
}

@Inbox('twice')
class Twice {
  @On(parcelEvents, 'packed')
  async first(): Promise<void> {}

  @On(parcelEvents, 'weighed', 'packed')
  async second(): Promise<void> {}
}

@Inbox('silent')
class Silent {}

@Inbox('stray')
class Stray {
  @OnAny(strayEvents)
  async seen(): Promise<void> {}
}

@Inbox('same')
class One {
  @OnAny(parcelEvents)
  async any(): Promise<void> {}
}

@Inbox('same')
class Other {
  @OnAny(parcelEvents)
  async any(): Promise<void> {}
}

@Inbox('No Name')
class Nameless {
  @OnAny(parcelEvents)
  async any(): Promise<void> {}
}

class Homeless {
  @OnAny(parcelEvents)
  async any(): Promise<void> {}
}

describe('an inbox that cannot be meant', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    await migrateEvents(dataSource, parcelEvents);
    await dataSource.destroy();
  });

  afterAll(() => database.drop());

  it.each<[string, Type[], string | RegExp]>([
    ['waits for an action that does not exist', [Typo], /"scaned".*no action of parcel.*packed/],
    ['has two methods for one action', [Twice], 'first and second'],
    ['has no method', [Silent], 'no method with @On'],
    ['takes events that nobody records', [Stray], 'no events are defined for "Stray"'],
    ['has the name of another', [One, Other], '"same" is registered already'],
    ['has a name that cannot name a queue', [Nameless], '"No Name" names no subscriber'],
    ['is none', [Homeless], 'Homeless has methods with @On but no @Inbox'],
  ])('refuses the boot when it %s', async (_mistake, inboxes, message) => {
    const boot = startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      logger: false,
      deliveries: { workers: false, dispatcher: false },
      more: {
        imports: [EventsModule.forRoot({}), EventsModule.forFeature([parcelEvents]), InboxModule],
        providers: inboxes,
      },
    });

    await expect(boot).rejects.toThrow(message);
  });
});
