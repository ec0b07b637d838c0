import { type DataSource, type EntityManager } from 'typeorm';
import { Label, Line, Order, Sticker } from './order.entities.js';

/** A version, reduced to what a write path decides. */
export interface ExpectedVersion {
  readonly type: string;
  readonly event: string;
  /** Of the columns that the test looks at: `[before, after]`. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

/** One way to write; `seen` says whether TypeORM shows it to a subscriber. */
export interface WritePath {
  readonly name: string;
  readonly seen: boolean;
  /** The rows before, written outside the test's eyes: order 1 (title "a", stock 5), order 2 ("b"). */
  readonly write: (dataSource: DataSource) => Promise<unknown>;
  readonly versions: readonly ExpectedVersion[];
}

const TITLE = 'Order Title';
const orderUpdate = (changes: ExpectedVersion['changes']): ExpectedVersion => ({
  type: 'Order',
  event: 'update',
  changes,
});
const loaded = (dataSource: DataSource, id = '1'): Promise<Order> =>
  dataSource.manager.findOneByOrFail(Order, { id });
const orders = (dataSource: DataSource) => dataSource.getRepository(Order);

export const WRITE_PATHS: readonly WritePath[] = [
  {
    name: 'save() of a new entity',
    seen: true,
    write: (db) => orders(db).save({ title: 'new' }),
    versions: [{ type: 'Order', event: 'create', changes: { [TITLE]: [null, 'new'] } }],
  },
  {
    name: 'save() of a loaded entity',
    seen: true,
    write: async (db) => db.manager.save(Object.assign(await loaded(db), { title: 'z' })),
    versions: [orderUpdate({ [TITLE]: ['a', 'z'] })],
  },
  {
    name: 'save() of a part',
    seen: true,
    write: (db) => orders(db).save({ id: '1', title: 'z' }),
    versions: [orderUpdate({ [TITLE]: ['a', 'z'] })],
  },
  {
    name: 'save() of many',
    seen: true,
    write: (db) =>
      orders(db).save([{ id: '1', title: 'y' }, { title: 'new' }, { id: '2', title: 'z' }]),
    versions: [
      { type: 'Order', event: 'create', changes: { [TITLE]: [null, 'new'] } },
      orderUpdate({ [TITLE]: ['a', 'y'] }),
      orderUpdate({ [TITLE]: ['b', 'z'] }),
    ],
  },
  {
    name: 'save() with nothing changed',
    seen: true,
    write: async (db) => db.manager.save(await loaded(db)),
    versions: [],
  },
  {
    name: 'save() of a stale entity',
    seen: true,
    write: async (db) => {
      const stale = await loaded(db);
      await db.query(`UPDATE "Odd Orders" SET note = 'by another' WHERE id = 2`);
      return db.manager.save(Object.assign(stale, { title: 'z' }));
    },
    versions: [orderUpdate({ [TITLE]: ['a', 'z'] })],
  },
  {
    name: 'save() that changes an ignored property only',
    seen: true,
    write: (db) => orders(db).save({ id: '1', views: 9 }),
    versions: [],
  },
  {
    name: 'save() that cascades to new children',
    seen: true,
    write: (db) => orders(db).save({ id: '1', lines: [{ id: '1' }, { what: 'pen' }] }),
    versions: [{ type: 'Line', event: 'create', changes: { what: [null, 'pen'] } }],
  },
  {
    name: 'save() of a many-to-many relation',
    seen: true,
    write: async (db) => {
      const order = await loaded(db);
      return db.manager.save(Object.assign(order, { labels: [{ id: '1' }] }));
    },
    versions: [{ type: 'Order.labels', event: 'create', changes: { labelsId: [null, 1] } }],
  },
  {
    name: 'insert()',
    seen: true,
    write: (db) => orders(db).insert({ title: 'new' }),
    versions: [{ type: 'Order', event: 'create', changes: { [TITLE]: [null, 'new'] } }],
  },
  {
    name: 'remove()',
    seen: true,
    write: async (db) => db.manager.remove(await loaded(db, '2')),
    versions: [{ type: 'Order', event: 'destroy', changes: { [TITLE]: ['b', null] } }],
  },
  {
    name: 'softRemove()',
    seen: true,
    write: async (db) => db.manager.softRemove(await loaded(db)),
    versions: [{ type: 'Order', event: 'soft_delete', changes: {} }],
  },
  {
    name: 'recover()',
    seen: true,
    write: async (db) => {
      await db.query(`UPDATE "Odd Orders" SET "deletedAt" = now() WHERE id = 2`);
      const order = await db.manager.findOneOrFail(Order, {
        where: { id: '2' },
        withDeleted: true,
      });
      await db.manager.recover(order);
    },
    versions: [{ type: 'Order', event: 'restore', changes: {} }],
  },
  {
    name: 'update()',
    seen: false,
    write: (db) => orders(db).update({ title: 'a' }, { title: 'z' }),
    versions: [orderUpdate({ [TITLE]: ['a', 'z'] })],
  },
  {
    name: 'update() that matches nothing',
    seen: false,
    write: (db) => orders(db).update({ title: 'nobody' }, { title: 'z' }),
    versions: [],
  },
  {
    name: 'updateAll()',
    seen: false,
    write: (db) => orders(db).updateAll({ note: 'n' }),
    versions: [1, 2, 3].map(() => orderUpdate({ note: [null, 'n'] })),
  },
  {
    name: 'increment()',
    seen: false,
    write: (db) => orders(db).increment({ id: '1' }, 'stock', 2),
    versions: [orderUpdate({ stock: [5, 7] })],
  },
  {
    name: 'upsert() of a new and an existing row',
    seen: false,
    write: (db) =>
      orders(db).upsert(
        [
          { title: 'a', stock: '6' },
          { title: 'new', stock: '1' },
        ],
        ['title'],
      ),
    versions: [
      orderUpdate({ stock: [5, 6] }),
      { type: 'Order', event: 'create', changes: { [TITLE]: [null, 'new'] } },
    ],
  },
  {
    name: 'insert orIgnore of an existing row',
    seen: true,
    write: (db) =>
      db.createQueryBuilder().insert().into(Order).values({ title: 'a' }).orIgnore().execute(),
    versions: [],
  },
  {
    name: 'delete()',
    seen: false,
    write: (db) => orders(db).delete({ id: '2' }),
    versions: [{ type: 'Order', event: 'destroy', changes: { [TITLE]: ['b', null] } }],
  },
  {
    name: 'softDelete()',
    seen: false,
    write: (db) => orders(db).softDelete('1'),
    versions: [{ type: 'Order', event: 'soft_delete', changes: {} }],
  },
  {
    name: 'restore()',
    seen: false,
    write: async (db) => {
      await db.query(`UPDATE "Odd Orders" SET "deletedAt" = now() WHERE id = 2`);
      await orders(db).restore('2');
    },
    versions: [{ type: 'Order', event: 'restore', changes: {} }],
  },
  {
    name: 'query builder update',
    seen: false,
    write: (db) =>
      db
        .createQueryBuilder()
        .update(Order)
        .set({ amount: () => 'amount + 0.0001' })
        .where('id = 1')
        .execute(),
    versions: [orderUpdate({ amount: ['123456789012345678.0001', '123456789012345678.0002'] })],
  },
  {
    name: 'query builder delete',
    seen: false,
    write: (db) => db.createQueryBuilder().delete().from(Order).where('id = 2').execute(),
    versions: [{ type: 'Order', event: 'destroy', changes: { [TITLE]: ['b', null] } }],
  },
  {
    name: 'relation builder add',
    seen: true,
    write: (db) => db.createQueryBuilder().relation(Order, 'labels').of('1').add('1'),
    versions: [{ type: 'Order.labels', event: 'create', changes: { labelsId: [null, 1] } }],
  },
  {
    name: 'relation builder set',
    seen: false,
    write: (db) => db.createQueryBuilder().relation(Line, 'order').of('1').set('2'),
    versions: [{ type: 'Line', event: 'update', changes: { orderId: [1, 2] } }],
  },
  {
    name: 'an orphan set to NULL by save()',
    seen: false,
    write: async (db) => {
      const order = await db.manager.findOneOrFail(Order, {
        where: { id: '1' },
        relations: { stickers: true },
      });
      await db.manager.save(Object.assign(order, { stickers: [] }));
    },
    versions: [{ type: 'Sticker', event: 'update', changes: { orderId: [1, null] } }],
  },
  {
    name: 'a row that the database cascades to',
    seen: false,
    write: (db) => db.query('DELETE FROM "Odd Orders" WHERE id = 3'),
    versions: [
      { type: 'Order', event: 'destroy', changes: { [TITLE]: ['c', null] } },
      { type: 'Line', event: 'destroy', changes: { what: ['ink', null] } },
    ],
  },
  {
    name: 'clear() (TRUNCATE)',
    seen: false,
    write: (db) => db.getRepository(Label).query('TRUNCATE labels CASCADE'),
    versions: [{ type: 'Label', event: 'destroy', changes: { name: ['red', null] } }],
  },
  {
    name: 'raw query()',
    seen: false,
    write: (db) => db.query(`UPDATE "Odd Orders" SET "Order Title" = 'z' WHERE id = $1`, [1]),
    versions: [orderUpdate({ [TITLE]: ['a', 'z'] })],
  },
  {
    name: 'a raw query() that writes in a CTE',
    seen: false,
    write: (db) =>
      db.query(
        `WITH gone AS (DELETE FROM labels RETURNING id) UPDATE stickers SET text = 'y' WHERE id = 1`,
      ),
    versions: [
      { type: 'Label', event: 'destroy', changes: { name: ['red', null] } },
      { type: 'Sticker', event: 'update', changes: { text: ['x', 'y'] } },
    ],
  },
  {
    name: 'a primary key that changes',
    seen: false,
    write: (db) => db.query('UPDATE labels SET id = 70 WHERE id = 1'),
    versions: [
      { type: 'Label', event: 'destroy', changes: { id: [1, null], name: ['red', null] } },
      { type: 'Label', event: 'create', changes: { id: [null, 70], name: [null, 'red'] } },
    ],
  },
];

/** The rows that every path starts from, written past the audit trail. */
export async function arrange(manager: EntityManager): Promise<void> {
  await manager.query('SET session_replication_role = replica');
  await manager.query(
    'TRUNCATE "Odd Orders", lines, stickers, labels, "order labels", backstory.versions, backstory.outbox RESTART IDENTITY',
  );
  await manager.query(`INSERT INTO "Odd Orders" ("Order Title", amount, stock, version)
    VALUES ('a', 123456789012345678.0001, 5, 1), ('b', 0, 0, 1), ('c', 0, 0, 1)`);
  await manager.query(`INSERT INTO lines (what, "orderId") VALUES ('nib', 1), ('ink', 3)`);
  await manager.query(`INSERT INTO stickers (text, "orderId") VALUES ('x', 1)`);
  await manager.query(`INSERT INTO labels (name) VALUES ('red')`);
  await manager.query('SET session_replication_role = origin');
}

export { Sticker };
