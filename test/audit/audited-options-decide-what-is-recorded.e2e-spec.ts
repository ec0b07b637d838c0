import {
  ChildEntity,
  Column,
  DataSource,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  TableInheritance,
} from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Audited, AuditConfigurationError, auditTriggers } from '../../src/platform/audit/index.js';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';

class Money {
  @Column({ type: 'numeric', nullable: true })
  amount: string | null;

  @Column({ type: 'text', nullable: true })
  currency: string | null;
}

@Entity('vehicles')
@TableInheritance({ column: { type: 'text', name: 'kind' } })
@Audited({
  only: ['plate', 'price'],
  skip: ['diary'],
  redact: ['owner'],
  reveal: ['tokenCount'],
  if: { state: ['new', 'sold'] },
  unless: { hidden: true },
  meta: { department: 'garage', plateThen: { column: 'plate' } },
  label: 'plate',
  schemaVersion: 3,
})
class Vehicle {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  plate: string;

  @Column({ type: 'text', nullable: true })
  diary: string | null;

  @Column({ type: 'text', nullable: true })
  owner: string | null;

  @Column({ name: 'secret_code', type: 'text', nullable: true, select: false })
  code: string | null;

  @Column({ name: 'token_count', type: 'integer', default: 0 })
  tokenCount: number;

  @Column({ type: 'text', default: 'new' })
  state: string;

  @Column({ type: 'boolean', default: false })
  hidden: boolean;

  @Column(() => Money)
  price: Money;
}

@ChildEntity('truck')
class Truck extends Vehicle {
  @Column({ type: 'integer', nullable: true })
  axles: number | null;
}

@Entity('trips')
@Audited({ parent: 'vehicle', itemType: 'Journey' })
class Trip {
  @PrimaryColumn({ type: 'text' })
  vehicleId: string;

  @PrimaryColumn({ type: 'integer' })
  number: number;

  @ManyToOne(() => Vehicle)
  @JoinColumn({ name: 'vehicleId' })
  vehicle: Relation<Vehicle>;
}

interface Row {
  event: string;
  item_type: string;
  item_subtype: string | null;
  item_id: string;
  aggregate_type: string | null;
  aggregate_id: string | null;
  object: Record<string, unknown> | null;
  object_changes: Record<string, [unknown, unknown]>;
  meta: unknown;
  schema_version: number;
}

describe.each([{ guard: true }, { guard: false }])(
  '@Audited options, guard: $guard',
  ({ guard }) => {
    let database: AuditedDatabase;
    let dataSource: DataSource;

    beforeAll(async () => {
      database = await createAuditedDatabase([Vehicle, Truck, Trip], { guard });
      dataSource = database.dataSource;
    });

    afterAll(() => database.close());

    beforeEach(async () => {
      await database.foreign.query('SET session_replication_role = replica');
      await database.foreign.query('TRUNCATE vehicles, trips, backstory.versions');
      await database.foreign.query('SET session_replication_role = origin');
      await dataSource.manager.save(Vehicle, {
        id: 'v1',
        plate: 'A 1',
        diary: 'private words',
        owner: 'Ada',
        code: 'canary-4711',
        tokenCount: 2,
      });
    });

    it('store what skip and redact leave, and no secret', async () => {
      const [created] = await versions();

      expect(created?.object_changes).toMatchObject({
        plate: [null, 'A 1'],
        owner: [null, expect.stringMatching(/^redacted:[0-9a-f]{16}$/)],
        secret_code: [null, expect.stringMatching(/^redacted:/)],
        token_count: [null, 2],
      });
      expect(created?.object_changes).not.toHaveProperty('diary');
      expect(JSON.stringify(await everything())).not.toMatch(/canary-4711|Ada|private words/);
    });

    it('show that a redacted value changed, and that it changed back', async () => {
      for (const [owner, plate] of [
        ['Bob', 'B 2'],
        ['Ada', 'A 1'],
      ] as const) {
        await dataSource.manager.save(Vehicle, { id: 'v1', owner, plate });
      }

      const owners = (await versions()).map(({ object_changes }) => object_changes.owner?.[1]);
      expect(owners[0]).not.toBe(owners[1]);
      expect(owners[0]).toBe(owners[2]);
    });

    it('take names of columns as they are, whatever is in them', async () => {
      const names = ['a b', 'a,b', '{a}', '[a]', 'NULL', '', 'a"b', "a'b", 'a\\b', 'a\nb', 'ä'];
      const [{ array }] = await database.foreign.query<[{ array: string[] }]>(
        'SELECT backstory.text_array($1) AS array',
        [JSON.stringify(names)],
      );
      expect(array).toEqual(names);
    });

    it('make no version for a change outside only', async () => {
      await dataSource.manager.save(Vehicle, { id: 'v1', owner: 'Bob' });
      expect(await versions()).toHaveLength(1);
    });

    it('count an embedded value by its property', async () => {
      await dataSource.manager.save(Vehicle, { id: 'v1', price: { amount: '10.50' } });
      expect((await versions()).at(-1)?.object_changes).toHaveProperty('priceAmount');
    });

    it('record only rows that meet if and do not meet unless', async () => {
      await dataSource.manager.save(Vehicle, { id: 'v1', plate: 'C 3', state: 'scrapped' });
      await dataSource.manager.save(Vehicle, {
        id: 'v1',
        plate: 'D 4',
        state: 'sold',
        hidden: true,
      });
      await dataSource.manager.save(Vehicle, { id: 'v1', plate: 'E 5', hidden: false });

      const plates = (await versions()).map(({ object_changes }) => object_changes.plate?.[1]);
      expect(plates).toEqual(['A 1', 'E 5']);
    });

    it('store meta of the action, of the entity and of the row, and the schema version', async () => {
      await runInNewContext({ meta: { route: 'PATCH /vehicles' } }, () =>
        dataSource.manager.save(Vehicle, { id: 'v1', plate: 'F 6' }),
      );

      expect((await versions()).at(-1)).toMatchObject({
        schema_version: 3,
        meta: { route: 'PATCH /vehicles', department: 'garage', plateThen: 'F 6' },
      });
    });

    it('name the concrete class of an inherited table', async () => {
      await dataSource.manager.save(Truck, { id: 't1', plate: 'T 1', axles: 3 });
      expect((await versions()).at(-1)).toMatchObject({
        item_type: 'Vehicle',
        item_subtype: 'Truck',
      });
    });

    it('write a composite key as JSON and show the version under its parent', async () => {
      await dataSource.manager.save(Trip, { vehicleId: 'v1', number: 7 });

      expect((await versions()).at(-1)).toMatchObject({
        item_type: 'Journey',
        item_id: '{"number": 7, "vehicleId": "v1"}',
        aggregate_type: 'Vehicle',
        aggregate_id: 'v1',
      });
    });

    function versions(): Promise<Row[]> {
      return database.foreign.query<Row[]>('SELECT * FROM backstory.versions ORDER BY id');
    }

    function everything(): Promise<unknown> {
      return database.foreign.query(
        'SELECT to_jsonb(v) FROM backstory.versions v UNION ALL SELECT to_jsonb(o) FROM backstory.outbox o',
      );
    }
  },
);

describe('an option that names no column', () => {
  it('is refused with the columns there are', async () => {
    @Entity('typos')
    @Audited({ ignore: ['viewz'] })
    class Typo {
      @PrimaryColumn({ type: 'integer' })
      views: number;
    }
    const database = await createAuditedDatabase([Trip, Vehicle, Truck]);
    const other = new DataSource({ type: 'postgres', url: database.url, entities: [Typo] });
    await other.initialize();

    expect(() => auditTriggers(other)).toThrow(AuditConfigurationError);
    expect(() => auditTriggers(other)).toThrow(/"viewz" is not one of its columns: views/);

    await other.destroy();
    await database.close();
  });
});
