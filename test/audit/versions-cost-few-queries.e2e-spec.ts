import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';
import { Label, ORDER_ENTITIES } from './support/order.entities.js';

describe.each([
  { guard: true, extra: { create: 1, update: 1, destroy: 1, many: 1, statement: 3 } },
  { guard: false, extra: { create: 1, update: 2, destroy: 2, many: 1, statement: 0 } },
])('an audited write, guard: $guard', ({ guard, extra }) => {
  let database: AuditedDatabase;

  beforeAll(async () => {
    database = await createAuditedDatabase(ORDER_ENTITIES, { guard });
  });

  afterAll(() => database.close());

  it('costs at most two statements more than the same write unaudited', async () => {
    const labels = database.dataSource.getRepository(Label);
    let label = new Label();
    const create = await statements(async () => {
      label = await labels.save({ name: 'one' });
    });
    const update = await statements(() => labels.save({ id: label.id, name: 'two' }));
    const destroy = await statements(() => labels.remove(label));

    // START TRANSACTION, INSERT, COMMIT; an update and a destroy load the row first.
    expect(create - 3).toBe(extra.create);
    expect(update - 4).toBe(extra.update);
    expect(destroy - 4).toBe(extra.destroy);
  });

  it('costs one statement more for a thousand rows', async () => {
    const thousand = Array.from({ length: 1_000 }, (_, index) => ({ name: `label ${index}` }));
    const count = await statements(() => database.dataSource.getRepository(Label).save(thousand));

    expect(count - 3).toBe(extra.many);
    const [{ versions }] = await database.foreign.query<[{ versions: number }]>(
      `SELECT count(*)::integer AS versions FROM backstory.versions
       WHERE object_changes -> 'name' ->> 1 LIKE 'label %'`,
    );
    expect(versions).toBe(1_000);
  });

  it('wraps a statement that came without a transaction', async () => {
    const count = await statements(() =>
      database.dataSource.getRepository(Label).update({ name: 'label 1' }, { name: 'x' }),
    );

    expect(count - 1).toBe(extra.statement);
  });
});

async function statements(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(Client.prototype, 'query');
  await work();
  const count = query.mock.calls.length;
  query.mockRestore();
  return count;
}
