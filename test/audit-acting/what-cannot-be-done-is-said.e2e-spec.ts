import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ActForbiddenError,
  AuditService,
  NotRestorableError,
  VersionNotFoundError,
} from '../../src/platform/audit/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Account, Label, Ledger, LedgerLine, Seat } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

async function newest(type: string, id: string): Promise<string> {
  const { items } = await audit.for(type, id).history({ limit: 1 });
  return items[0]!.id;
}

describe('an act', () => {
  it('refuses to recreate a row without what may not be null', async () => {
    const { manager } = database.dataSource;
    await manager.save(Account, { name: 'ann', passwordHash: 'secret' });
    await manager.delete(Account, 'ann');
    const version = await newest('Account', 'ann');

    for (const dryRun of [true, false]) {
      const restored = audit.restore(version, { dryRun });
      await expect(restored).rejects.toThrow(NotRestorableError);
      await expect(restored).rejects.toMatchObject({
        code: 'AUDIT_NOT_RESTORABLE',
        fields: [{ itemType: 'Account', itemId: 'ann', field: 'passwordHash', why: 'redacted' }],
      });
    }
    expect(await manager.countBy(Account, { name: 'ann' })).toBe(0);
  });

  it('tells in a dry run what a constraint would refuse', async () => {
    const { manager } = database.dataSource;
    const query = (sql: string): Promise<unknown> => database.dataSource.query(sql);
    const ledger = await manager.save(Ledger, { title: 'x', place: {} });
    const line = await manager.save(LedgerLine, { text: 'taken', ledger });
    await manager.update(LedgerLine, line.id, { text: 'free' });
    const version = await newest('LedgerLine', line.id);
    await query('CREATE UNIQUE INDEX one_text ON "ledger lines" (text)');
    await manager.save(LedgerLine, { text: 'taken', ledger });

    const plan = await audit.revert(version, { dryRun: true });
    const done = audit.revert(version);

    expect(plan.conflicts).toMatchObject([
      { itemType: 'LedgerLine', itemId: line.id, problem: 'rejected', field: null },
    ]);
    expect(plan.conflicts[0]!.detail).toContain('one_text');
    await expect(done).rejects.toMatchObject({ code: 'AUDIT_REVERT_CONFLICT' });
    expect(await newest('LedgerLine', line.id)).toBe(version);
    await query('DROP INDEX one_text');
  });

  it('links again what ON DELETE SET NULL unlinked', async () => {
    const { manager } = database.dataSource;
    const [kept, moved] = [
      { hall: '1', row: 'kept' },
      { hall: '1', row: 'moved' },
    ];
    const label = await manager.save(Label, { name: 'vip' });
    const other = await manager.save(Label, { name: 'other' });
    const reserved = { guest: null, reservedFor: label };
    await manager.save(Seat, [
      { ...kept, ...reserved },
      { ...moved, ...reserved },
    ]);
    await manager.delete(Label, 'vip');
    await manager.update(Seat, moved, { reservedFor: other });

    const version = await newest('Label', 'vip');
    const plan = await audit.restore(version, { associations: true, dryRun: true });
    await manager.update(Seat, moved, { reservedFor: null });
    await audit.restore(version, { associations: true });

    expect(plan.conflicts).toMatchObject([
      { itemType: 'Seat', field: 'Reserved For', current: 'other' },
    ]);
    const seats = await manager.find(Seat, {
      where: { hall: '1' },
      relations: { reservedFor: true },
    });
    expect(seats.map((seat) => seat.reservedFor?.name)).toEqual(['vip', 'vip']);
  });

  it('writes nothing when it is not allowed', async () => {
    const { manager } = database.dataSource;
    await manager.save(Label, { name: 'mine' });
    const version = await newest('Label', 'mine');
    const asked: unknown[] = [];

    const reverted = audit.revert(version, {
      authorize: (items) => {
        asked.push(...items);
        throw new ActForbiddenError('revert', 'Label', 'mine');
      },
    });

    await expect(reverted).rejects.toMatchObject({ code: 'AUDIT_FORBIDDEN' });
    expect(asked).toEqual([{ itemType: 'Label', itemId: 'mine', fields: ['name'] }]);
    expect(await manager.countBy(Label, { name: 'mine' })).toBe(1);
  });

  it('names a version that does not exist', async () => {
    await expect(audit.revert('9223372036854775807')).rejects.toThrow(VersionNotFoundError);
  });
});
