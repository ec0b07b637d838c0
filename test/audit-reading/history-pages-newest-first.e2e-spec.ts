import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService, InvalidAuditQueryError } from '../../src/platform/audit/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Ledger, LedgerLine, Remark, Seat } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

async function ledgerWithLine(title: string): Promise<Ledger> {
  return database.dataSource.manager.save(Ledger, {
    title,
    place: { city: null, latitude: null },
    lines: [{ text: `${title} line` }],
  });
}

describe('the history of a record', () => {
  it('is its own versions, newest first', async () => {
    const ledger = await ledgerWithLine('own');
    await database.dataSource.manager.update(Ledger, ledger.entryId, { title: 'renamed' });

    const { items, next } = await audit.for(Ledger, ledger.entryId).history();

    expect(items.map(({ event }) => event)).toEqual(['update', 'create']);
    expect(items[0]!.objectChanges['select']).toEqual(['own', 'renamed']);
    expect(next).toBeNull();
  });

  it('shows the versions of its children when asked, each once and in order', async () => {
    const ledger = await ledgerWithLine('parent');
    const line = ledger.lines[0]!;
    await database.dataSource.manager.save(Remark, { words: 'a remark', line });
    await database.dataSource.manager.update(LedgerLine, line.id, { text: 'changed' });
    await ledgerWithLine('another');

    const { items } = await audit.for('Ledger', ledger.entryId).history({ associated: true });
    const ofLine = await audit.for(LedgerLine, line.id).history({ associated: true });

    expect(items.map(({ itemType, event }) => `${itemType} ${event}`)).toEqual([
      'LedgerLine update',
      'LedgerLine create',
      'Ledger create',
    ]);
    expect(ofLine.items.map(({ itemType, event }) => `${itemType} ${event}`)).toEqual([
      'LedgerLine update',
      'Remark create',
      'LedgerLine create',
    ]);
  });

  it('comes in pages that neither skip nor repeat', async () => {
    const ledger = await ledgerWithLine('paged');
    for (let number = 1; number <= 7; number += 1) {
      await database.dataSource.manager.update(Ledger, ledger.entryId, { title: `t${number}` });
    }

    for (const associated of [false, true]) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await audit
          .for(Ledger, ledger.entryId)
          .history({ associated, limit: 3, after });
        seen.push(...page.items.map(({ id }) => id));
        after = page.next ?? undefined;
      } while (after !== undefined);

      expect(seen).toHaveLength(associated ? 9 : 8);
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  it('finds a composite key with a bigint that no JS number holds', async () => {
    const key = { hall: '9007199254740993', row: 'é "1"' };
    await database.dataSource.manager.save(Seat, { ...key, guest: 'ann' });
    await database.dataSource.manager.softDelete(Seat, key);

    const { items } = await audit.for(Seat, key).history();
    const again = await audit.for('Seat', items[0]!.itemId).history();

    expect(items.map(({ event }) => event)).toEqual(['soft_delete', 'create']);
    expect(items[0]!.object).toMatchObject({ Hall: '9007199254740993' });
    expect(again.items).toEqual(items);
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ limit: 1.5 }, 'limit'],
    [{ after: 'x' }, 'after'],
    [{ after: '-1' }, 'after'],
    [{ after: '9223372036854775808' }, 'after'],
    [{ since: 'yesterday' }, 'since'],
    [{ until: new Date(Number.NaN) }, 'until'],
  ])('refuses %j', async (options, field) => {
    const asked = Promise.resolve().then(() => audit.for(Ledger, 1).history(options));

    await expect(asked).rejects.toThrow(InvalidAuditQueryError);
    await expect(asked).rejects.toMatchObject({ field, code: 'AUDIT_INVALID_QUERY' });
  });
});
