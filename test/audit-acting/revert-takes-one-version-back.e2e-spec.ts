import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ActConflictError,
  AuditService,
  UnknownFieldError,
  type VersionRecord,
} from '../../src/platform/audit/index.js';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { eventually } from '../support/eventually.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Ledger, Seat } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;
let ledger: Ledger;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());
beforeEach(async () => {
  ledger = await database.dataSource.manager.save(Ledger, {
    title: 'one',
    amount: 1.5,
    place: { city: 'Gent', latitude: '51.054300' },
  });
});

function change(values: Partial<Ledger>, who = 'alice'): Promise<unknown> {
  return runInNewContext({ actor: { id: who, type: 'user' } }, () =>
    database.dataSource.manager.update(Ledger, ledger.entryId, values),
  );
}

async function latest(): Promise<VersionRecord> {
  const { items } = await audit.for(Ledger, ledger.entryId).history({ limit: 1 });
  return items[0]!;
}

function now(): Promise<Ledger> {
  return database.dataSource.manager.findOneByOrFail(Ledger, { entryId: ledger.entryId });
}

describe('the revert of a version', () => {
  it('brings its fields back and appends a version that says so', async () => {
    await change({ title: 'two', amount: 2 });
    const version = await latest();

    const result = await runInNewContext({ actor: { id: 'bob', type: 'user' } }, () =>
      audit.revert(version.id, { reason: 'a mistake' }),
    );

    const appended = await latest();
    expect(await now()).toMatchObject({ title: 'one', amount: 1.5, revision: 3 });
    expect(result).toMatchObject({ dryRun: false, conflicts: [], versions: [appended.id] });
    expect(result.changes).toEqual([
      {
        itemType: 'Ledger',
        itemId: ledger.entryId,
        event: 'update',
        changes: { select: ['two', 'one'], Amount: [200, 150] },
        versionId: version.id,
      },
    ]);
    expect(appended).toMatchObject({
      event: 'update',
      whodunnit: 'bob',
      reason: 'a mistake',
      causationId: `version:${version.id}`,
    });
    expect(await audit.version(version.id)).toEqual(version);
  });

  it('names itself as the reason when nobody gives one', async () => {
    await change({ title: 'two' });
    const { id } = await latest();

    await audit.revert(id);

    expect((await latest()).reason).toBe(`revert of version ${id}`);
  });

  it('takes back single fields, by column or by property', async () => {
    await change({ title: 'two', amount: 2, place: { city: 'Oslo', latitude: '59.900000' } });
    const { id } = await latest();

    await audit.revert(id, { fields: ['title'] });
    await audit.revert(id, { fields: ['at The City'] });

    expect(await now()).toMatchObject({
      title: 'one',
      amount: 2,
      place: { city: 'Gent', latitude: '59.900000' },
    });
    await expect(audit.revert(id, { fields: ['title', 'nonsense'] })).rejects.toThrow(
      UnknownFieldError,
    );
  });

  it('conflicts with a later change of the same field, and says whose', async () => {
    await change({ title: 'two', amount: 2 });
    const version = await latest();
    await change({ title: 'three' }, 'carol');
    const later = await latest();

    const reverted = audit.revert(version.id);

    await expect(reverted).rejects.toThrow(ActConflictError);
    await expect(reverted).rejects.toMatchObject({
      code: 'AUDIT_REVERT_CONFLICT',
      conflicts: [
        {
          itemType: 'Ledger',
          itemId: ledger.entryId,
          field: 'select',
          problem: 'changed_since',
          versionId: later.id,
          whodunnit: 'carol',
          occurredAt: later.createdAt,
          current: 'three',
          expected: 'two',
        },
      ],
    });
    expect(await now()).toMatchObject({ title: 'three', amount: 2 });
    expect((await latest()).id).toBe(later.id);
  });

  it('leaves later changes of other fields alone', async () => {
    await change({ title: 'two' });
    const { id } = await latest();
    await change({ amount: 9 });

    await audit.revert(id);

    expect(await now()).toMatchObject({ title: 'one', amount: 9 });
  });

  it('shows a plan and writes nothing in a dry run', async () => {
    await change({ title: 'two' });
    const version = await latest();
    await change({ title: 'three' });
    const before = await latest();

    const conflicting = await audit.revert(version.id, { dryRun: true });
    const clean = await audit.revert(before.id, { dryRun: true });

    expect(conflicting).toMatchObject({ dryRun: true, versions: [] });
    expect(conflicting.conflicts).toHaveLength(1);
    expect(clean).toMatchObject({ dryRun: true, conflicts: [], versions: [] });
    expect(clean.changes[0]!.changes).toEqual({ select: ['three', 'two'] });
    expect((await latest()).id).toBe(before.id);
  });

  it('has one effect when fifty ask for it at once', async () => {
    await change({ title: 'two' });
    const version = await latest();

    const results = await Promise.all(Array.from({ length: 50 }, () => audit.revert(version.id)));

    expect(results.filter(({ versions }) => versions.length === 1)).toHaveLength(1);
    expect(results.filter(({ changes }) => changes.length === 0)).toHaveLength(49);
    const { items } = await audit.for(Ledger, ledger.entryId).history();
    expect(items.map(({ event }) => event)).toEqual(['update', 'update', 'create']);
  });

  it('waits for a writer under way and then sees its change', async () => {
    await change({ title: 'two' });
    const version = await latest();
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.update(Ledger, ledger.entryId, { title: 'racing' });

    const reverted = audit.revert(version.id).catch((error: unknown) => error);
    await eventually(async () => {
      const waiting = await database.dataSource.query<unknown[]>(
        'SELECT FROM pg_locks WHERE NOT granted',
      );
      return waiting.length > 0;
    });
    await runner.commitTransaction();
    await runner.release();

    expect(await reverted).toMatchObject({
      code: 'AUDIT_REVERT_CONFLICT',
      conflicts: [{ current: 'racing' }],
    });
  });

  it('of a create destroys the record, unless it was changed since', async () => {
    const created = await latest();
    await change({ title: 'two' });

    await expect(audit.revert(created.id)).rejects.toMatchObject({
      code: 'AUDIT_REVERT_CONFLICT',
      conflicts: [{ field: 'select' }],
    });
    await audit.revert((await latest()).id);
    const { changes } = await audit.revert(created.id);

    expect(changes).toMatchObject([{ event: 'destroy' }]);
    expect(await database.dataSource.manager.countBy(Ledger, { entryId: ledger.entryId })).toBe(0);
    expect((await latest()).event).toBe('destroy');
  });

  it('of a soft delete brings the record back', async () => {
    const key = { hall: '9007199254740993', row: 'a' };
    const { manager } = database.dataSource;
    await manager.save(Seat, { ...key, guest: 'ann' });
    await manager.softDelete(Seat, key);
    const { items } = await audit.for(Seat, key).history();

    await audit.revert(items[0]!.id);

    expect(await manager.findOneBy(Seat, key)).toMatchObject({ guest: 'ann', closedAt: null });
  });

  it('reports a redacted field instead of writing its hash', async () => {
    await change({ password: 'hunter2', title: 'two' });
    const { id } = await latest();

    const result = await audit.revert(id);

    expect(result.unrestorable).toEqual([]);
    await change({ password: 'first' });
    await change({ password: 'second' });
    const second = await latest();
    const again = await audit.revert(second.id);
    expect(again).toMatchObject({
      changes: [],
      unrestorable: [{ field: 'password', why: 'redacted', itemId: ledger.entryId }],
    });
  });

  it('joins the transaction of its caller', async () => {
    await change({ title: 'two' });
    const version = await latest();

    await expect(
      database.dataSource.transaction(async (manager) => {
        await audit.revert(version.id, { manager });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');

    expect(await now()).toMatchObject({ title: 'two' });
    expect((await latest()).id).toBe(version.id);
  });
});
