import { Client, type PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { CommitRolledBackError } from '../../src/platform/audit/index.js';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';
import { Order, ORDER_ENTITIES } from './support/order.entities.js';
import { arrange } from './support/write-paths.js';

const WRITERS = 30;

describe.each([
  { guard: true, pipeline: true },
  { guard: true, pipeline: false },
  { guard: false, pipeline: false },
])('a transaction, guard: $guard, pipeline: $pipeline', ({ guard, pipeline }) => {
  let database: AuditedDatabase;
  let commits = 0;

  beforeAll(async () => {
    database = await createAuditedDatabase(ORDER_ENTITIES, {
      guard,
      pipeline,
      onCommit: () => void (commits += 1),
    });
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    const queryRunner = database.foreign.createQueryRunner();
    await arrange(queryRunner.manager);
    await queryRunner.release();
    commits = 0;
  });

  it('that rolls back leaves no version and rings nobody', async () => {
    const failed = database.dataSource.transaction(async (manager) => {
      await manager.save(Order, { title: 'lost' });
      throw new Error('changed my mind');
    });

    await expect(failed).rejects.toThrow('changed my mind');
    expect(await titles()).toEqual([]);
    expect(commits).toBe(0);
  });

  it('keeps what stands outside a savepoint that rolled back', async () => {
    await database.dataSource.transaction(async (manager) => {
      await manager.save(Order, { title: 'before' });
      await manager
        .transaction(async (inner) => {
          await inner.save(Order, { title: 'inside' });
          throw new Error('only the savepoint');
        })
        .catch(() => undefined);
      await manager.transaction((inner) => inner.save(Order, { title: 'released' }));
      await manager.save(Order, { title: 'after' });
    });

    expect(await titles()).toEqual(['before', 'released', 'after']);
    expect(commits).toBe(1);
  });

  it('keeps its actor after a savepoint rolled back', async () => {
    await runInNewContext({ actor: { id: 'alice', type: 'user' } }, () =>
      database.dataSource.transaction(async (manager) => {
        await manager
          .transaction(async (inner) => {
            await inner.save(Order, { title: 'inside' });
            throw new Error('only the savepoint');
          })
          .catch(() => undefined);
        await manager.save(Order, { title: 'after' });
      }),
    );

    const actors = await database.foreign.query(
      'SELECT DISTINCT whodunnit FROM backstory.versions',
    );
    expect(actors).toEqual([{ whodunnit: 'alice' }]);
  });

  it('whose COMMIT is answered with ROLLBACK raises and leaves no version', async () => {
    const swallowed = database.dataSource.transaction(async (manager) => {
      await manager.save(Order, { title: 'lost' });
      await manager.query('SELECT 1 / 0').catch(() => undefined);
    });

    await expect(swallowed).rejects.toThrow(guard ? CommitRolledBackError : 'aborted');
    expect(await titles()).toEqual([]);
    expect(commits).toBe(0);
  });

  it('gives two racing writers true before-images', async () => {
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, index) => {
        const order = await database.dataSource.manager.findOneByOrFail(Order, { id: '1' });
        order.note = `writer ${index}`;
        await database.dataSource.manager.save(order);
      }),
    );

    const versions = await database.foreign.query<{ before: string; after: string }[]>(
      `SELECT object ->> 'note' AS before, object_changes -> 'note' ->> 1 AS after
       FROM backstory.versions WHERE item_type = 'Order' AND item_id = '1' ORDER BY id`,
    );
    expect(versions.length).toBe(WRITERS);
    const broken = versions.filter(
      ({ before }, index) => before !== (versions[index - 1]?.after ?? null),
    );
    expect(broken).toEqual([]);
  });

  it.runIf(guard)('opened for a lone statement ends when the database cannot be told', async () => {
    const queryRunner = database.dataSource.createQueryRunner();
    const client = (await queryRunner.connect()) as PoolClient;
    const tell = vi.spyOn(client, 'query').mockImplementation(function (
      this: PoolClient,
      text: string,
      ...rest: unknown[]
    ) {
      const query = Client.prototype.query.bind(this) as (...of: unknown[]) => void;
      return text.includes('set_config') ? query('SELECT 1 / 0') : query(text, ...rest);
    });
    const update = `UPDATE "Odd Orders" SET note = 'x' WHERE id = 1`;
    await expect(queryRunner.query(update)).rejects.toThrow('division by zero');
    tell.mockRestore();
    expect(queryRunner.isTransactionActive).toBe(false);

    await queryRunner.startTransaction();
    await queryRunner.query(update);
    expect(queryRunner.isTransactionActive).toBe(true);
    await queryRunner.rollbackTransaction();
    await queryRunner.release();
    expect(await titles()).toEqual([]);
  });

  it('fails with its version: a write whose version cannot be made is undone', async () => {
    await database.foreign.query(
      `ALTER TABLE backstory.versions ADD CONSTRAINT broken CHECK (item_id <> '2') NOT VALID`,
    );
    const failed = database.dataSource.manager.save(Order, { id: '2', note: 'never' });

    await expect(failed).rejects.toThrow('broken');
    const [row] = await database.foreign.query<[{ note: string | null }]>(
      'SELECT note FROM "Odd Orders" WHERE id = 2',
    );
    expect(row.note).toBeNull();
    await database.foreign.query('ALTER TABLE backstory.versions DROP CONSTRAINT broken');
  });

  async function titles(): Promise<string[]> {
    const rows = await database.foreign.query<{ title: string }[]>(
      `SELECT object_changes -> 'Order Title' ->> 1 AS title FROM backstory.versions ORDER BY id`,
    );
    return rows.map(({ title }) => title);
  }
});
