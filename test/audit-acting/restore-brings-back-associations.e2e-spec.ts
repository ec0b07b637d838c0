import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService, NotADestroyError } from '../../src/platform/audit/index.js';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Label, Ledger, LedgerLine, Remark } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

/** A ledger with two lines, a chain of remarks below the first, and two labels. */
async function plant(): Promise<Ledger> {
  const { manager } = database.dataSource;
  const labels = await manager.save(Label, [{ name: 'red' }, { name: 'blue' }]);
  const ledger = await manager.save(Ledger, {
    title: 'tree',
    place: { city: null, latitude: null },
    lines: [{ text: 'first' }, { text: 'second' }],
    labels,
  });
  const line = ledger.lines[0]!;
  let replyTo: Remark | null = null;
  for (const words of ['one', 'two', 'three']) {
    replyTo = await manager.save(Remark, { words, line, replyTo });
  }
  return ledger;
}

/** All there is, but for the number that goes on counting. */
async function rows(): Promise<unknown[]> {
  const tables = [
    '"Strange Schema"."Odd Ledger Entry"',
    '"ledger lines"',
    '"Remark"',
    '"Strange Schema"."Entry*Label"',
  ];
  return Promise.all(
    tables.map((table) =>
      database.dataSource.query(
        `SELECT (to_jsonb(t) - 'revision')::text FROM ${table} t ORDER BY 1`,
      ),
    ),
  );
}

async function destroyed(ledger: Ledger): Promise<string> {
  const { items } = await audit.for(Ledger, ledger.entryId).history({ event: 'destroy' });
  return items[0]!.id;
}

describe('the restore of a destroyed record', () => {
  it('brings back every row that went with it, with ids and values, in one transaction', async () => {
    const ledger = await plant();
    const before = await rows();
    await database.dataSource.manager.delete(Ledger, ledger.entryId);
    const version = await destroyed(ledger);

    const plan = await audit.restore(version, { associations: true, dryRun: true });
    const result = await audit.restore(version, { associations: true, reason: 'was needed' });

    expect(plan.conflicts).toEqual([]);
    expect(plan.changes).toEqual(result.changes);
    expect(result.changes.map(({ itemType }) => itemType).toSorted()).toEqual([
      'Ledger',
      'Ledger.labels',
      'Ledger.labels',
      'LedgerLine',
      'LedgerLine',
      'Remark',
      'Remark',
      'Remark',
    ]);
    expect(await rows()).toEqual(before);
    const again = await database.dataSource.manager.findOneByOrFail(Ledger, {
      entryId: ledger.entryId,
    });
    expect(again.revision).toBe(ledger.revision + 1);
    const versions = await Promise.all(result.versions.map((id) => audit.version(id)));
    expect(
      new Set(versions.map(({ event, reason, txId }) => `${event} ${reason} ${txId}`)).size,
    ).toBe(1);
  });

  it('brings back the record alone when not asked for more', async () => {
    const ledger = await plant();
    await database.dataSource.manager.delete(Ledger, ledger.entryId);

    const { changes } = await audit.restore(await destroyed(ledger));

    expect(changes).toHaveLength(1);
    const { manager } = database.dataSource;
    expect(await manager.countBy(Ledger, { entryId: ledger.entryId })).toBe(1);
    expect(await manager.countBy(LedgerLine, { ledger: { entryId: ledger.entryId } })).toBe(0);
  });

  it('does nothing when it is back already, and conflicts when it lives another life', async () => {
    const ledger = await plant();
    const { manager } = database.dataSource;
    await manager.delete(Ledger, ledger.entryId);
    const version = await destroyed(ledger);

    const results = await Promise.all(Array.from({ length: 10 }, () => audit.restore(version)));
    await manager.update(Ledger, ledger.entryId, { title: 'changed' });
    const late = audit.restore(version);

    expect(results.filter(({ versions }) => versions.length > 0)).toHaveLength(1);
    await expect(late).rejects.toMatchObject({
      code: 'AUDIT_RESTORE_CONFLICT',
      conflicts: [{ problem: 'alive', field: null, itemId: ledger.entryId }],
    });
  });

  it('reports what the record points to and is gone', async () => {
    const ledger = await plant();
    const { manager } = database.dataSource;
    const line = ledger.lines[1]!;
    await manager.delete(LedgerLine, line.id);
    const { items } = await audit.for(LedgerLine, line.id).history({ event: 'destroy' });
    await manager.delete(Ledger, ledger.entryId);

    const plan = await audit.restore(items[0]!.id, { dryRun: true });

    expect(plan.conflicts).toMatchObject([
      {
        itemType: 'LedgerLine',
        field: 'LEDGER',
        problem: 'missing_parent',
        expected: ledger.entryId,
      },
    ]);
    await expect(audit.restore(items[0]!.id)).rejects.toMatchObject({
      code: 'AUDIT_RESTORE_CONFLICT',
    });
    await audit.restore(await destroyed(ledger));
    await audit.restore(items[0]!.id);
    expect(await manager.countBy(LedgerLine, { id: line.id })).toBe(1);
  });

  it('finds what the application destroyed itself, in other statements of the correlation', async () => {
    const { manager } = database.dataSource;
    await manager.query('DELETE FROM "Strange Schema"."Odd Ledger Entry"');
    const ledger = await plant();
    const before = await rows();
    await runInNewContext({}, async () => {
      await manager.query('DELETE FROM "Remark"');
      await manager.query('DELETE FROM "ledger lines"');
      await manager.query('DELETE FROM "Strange Schema"."Odd Ledger Entry"');
    });

    await audit.restore(await destroyed(ledger), { associations: true });

    expect(await rows()).toEqual(before);
  });

  it('lists what history does not hold', async () => {
    const { manager } = database.dataSource;
    const ledger = await manager.save(Ledger, {
      title: 'secret',
      place: { city: null, latitude: null },
      password: 'hunter2',
      scratch: 'notes',
    });
    await manager.delete(Ledger, ledger.entryId);

    const { unrestorable } = await audit.restore(await destroyed(ledger));

    expect(unrestorable.map(({ field, why }) => `${field} ${why}`).toSorted()).toEqual([
      'password redacted',
      'scratch not_recorded',
    ]);
    const [row] = await manager.query(
      'SELECT password, scratch FROM "Strange Schema"."Odd Ledger Entry" WHERE "Entry Id" = $1',
      [ledger.entryId],
    );
    expect(row).toEqual({ password: null, scratch: null });
  });

  it('refuses the version of anything but a destroy', async () => {
    const ledger = await plant();
    const { items } = await audit.for(Ledger, ledger.entryId).history();

    await expect(audit.restore(items[0]!.id)).rejects.toThrow(NotADestroyError);
  });
});
