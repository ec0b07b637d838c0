import type { Type } from '@nestjs/common';
import { PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeProcessor, OnCreate, OnUpdate } from '../../src/platform/capture/index.js';
import { query } from '../support/query.js';
import type { TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { createCaptureDatabase } from './support/create-capture-database.js';
import { Basket, BasketLine } from './support/entities.js';
import { startCaptureApp } from './support/start-capture-app.js';

class Unknown {
  @PrimaryColumn()
  id: string;
}

class Plain {
  @OnCreate()
  async any(): Promise<void> {}
}

@ChangeProcessor(Unknown, { name: 'unknown' })
class Stranger extends Plain {}

@ChangeProcessor(BasketLine, { name: 'secret', key: ['basketId', 'secret'] })
class Secret extends Plain {}

@ChangeProcessor(BasketLine, { name: 'typo', key: 'basket' as 'basketId' })
class Typo extends Plain {}

@ChangeProcessor(Basket, { name: 'silent' })
class Silent {}

@ChangeProcessor(Basket, { name: 'twice' })
class Twice {
  @OnCreate()
  async first(): Promise<void> {}

  @OnUpdate()
  @OnCreate()
  async second(): Promise<void> {}
}

@ChangeProcessor(Basket, { name: 'several', coalesce: true })
class Several {
  @OnCreate()
  async first(): Promise<void> {}

  @OnUpdate()
  async second(): Promise<void> {}
}

@ChangeProcessor(Basket, { name: 'same' })
class One extends Plain {}

@ChangeProcessor(Basket, { name: 'same' })
class Other extends Plain {}

describe('a change processor that cannot be meant', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createCaptureDatabase();
  });

  afterAll(() => database.drop());

  const boot = (processors: readonly Type[]) =>
    startCaptureApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      deliveries: { workers: false, dispatcher: false },
      logger: false,
      processors,
    });

  it.each<[string, Type[], string | RegExp]>([
    ['follows what nothing records', [Stranger], /follows Unknown.*put @Audited\(\) on it and run/],
    ['has a redacted key', [Secret], /changes of "secret" cannot be followed: it is redacted/],
    ['has a key that is no property', [Typo], /"basket" is not one of its columns: .*basketId/],
    ['has no method', [Silent], 'no method with @OnCreate'],
    ['has two methods for one event', [Twice], 'two methods for create: first and second'],
    ['coalesces into several methods', [Several], 'give all of them to one method'],
    ['has the name of another', [One, Other], '"same" is registered already'],
    ['is none', [Plain], 'Plain has methods with @OnCreate, @OnUpdate or @OnDestroy but no'],
  ])('refuses the boot when it %s', async (_mistake, processors, message) => {
    await expect(boot(processors)).rejects.toThrow(message);
  });

  it('refuses it, with the command to run, when a trigger of its table is missing or off', async () => {
    await query(database.url, 'ALTER TABLE basket DISABLE TRIGGER backstory_audit');
    await expect(boot([One])).rejects.toThrow(/disabled: trigger backstory_audit.*basket/s);
    await query(database.url, 'DROP TRIGGER backstory_audit ON basket');
    await expect(boot([One])).rejects.toThrow(/missing.*basket.*migration:triggers/s);
  });
});
