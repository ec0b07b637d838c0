import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService, CorrelationNotFoundError } from '../../src/platform/audit/index.js';
import { runInNewContext, uuidv7 } from '../../src/platform/correlation/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Circle, Label, Ledger, LedgerLine, Seat } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

const TABLES = [
  '"Strange Schema"."Odd Ledger Entry"',
  '"ledger lines"',
  '"Strange Schema"."Entry*Label"',
  '"Label"',
  'seat',
  '"Shapes"',
];

/** Every row, without what is kept by TypeORM itself. */
async function everything(): Promise<string> {
  const rows = await Promise.all(
    TABLES.map((table) =>
      database.dataSource.query(
        `SELECT (to_jsonb(t) - 'revision' - 'touchedAt')::text AS row FROM ${table} t ORDER BY 1`,
      ),
    ),
  );
  return JSON.stringify(rows);
}

async function plant(): Promise<{ kept: Ledger; row: string }> {
  const { manager } = database.dataSource;
  const kept = await manager.save(Ledger, {
    title: 'kept',
    place: { city: null, latitude: null },
    lines: [{ text: 'moves' }, { text: 'goes' }],
  });
  const row = uuidv7();
  await manager.save(Seat, { hall: '1', row, guest: 'ann' });
  return { kept, row };
}

/** Creates, changes twice, re-parents, links and destroys, in several transactions. */
async function tumult({ kept, row }: { kept: Ledger; row: string }): Promise<string> {
  const { manager } = database.dataSource;
  const correlationId = uuidv7();
  await runInNewContext({ correlationId, actor: { id: 'mallory', type: 'user' } }, async () => {
    const [label] = await manager.save(Label, [{ name: correlationId }]);
    const made = await manager.save(Ledger, {
      title: 'made',
      place: { city: 'Oslo', latitude: null },
      labels: [label!],
      lines: [{ text: 'new' }],
    });
    await manager.update(Ledger, kept.entryId, { title: 'twice' });
    await manager.update(Ledger, kept.entryId, { title: 'changed', amount: 7 });
    await manager.update(LedgerLine, kept.lines[0]!.id, { ledger: made });
    await manager.delete(LedgerLine, kept.lines[1]!.id);
    await manager.softDelete(Seat, { hall: '1', row });
    const brief = await manager.save(Ledger, { title: 'brief', place: {} });
    await manager.delete(Ledger, brief.entryId);
    await manager.save(Circle, { colour: 'red', radius: 1.25 });
  });
  return correlationId;
}

describe('the undo of a correlation', () => {
  it('takes every record back to what it was before it', async () => {
    const planted = await plant();
    const before = await everything();
    const correlationId = await tumult(planted);

    const plan = await audit.undo(correlationId, { dryRun: true });
    const planned = await everything();
    const result = await audit.undo(correlationId, { reason: 'was Mallory' });
    const again = await audit.undo(correlationId);

    expect(planned).not.toBe(before);
    expect(await everything()).toBe(before);
    expect(plan).toMatchObject({ changes: result.changes, conflicts: [], versions: [] });
    expect(new Set(result.changes.map(({ itemType }) => itemType))).toEqual(
      new Set(['Ledger', 'LedgerLine', 'Ledger.labels', 'Label', 'Seat', 'Shape']),
    );
    expect(result.versions).toHaveLength(result.changes.length);
    expect(again).toMatchObject({ changes: [], versions: [] });
  });

  it('writes nothing when one record was changed since, and names every conflict', async () => {
    const { manager } = database.dataSource;
    const one = await manager.save(Ledger, { title: 'one', place: {} });
    const two = await manager.save(Ledger, { title: 'two', place: {} });
    const correlationId = uuidv7();
    const label = correlationId;
    await runInNewContext({ correlationId }, async () => {
      await manager.update(Ledger, one.entryId, { title: 'one!' });
      await manager.update(Ledger, two.entryId, { title: 'two!' });
      await manager.save(Label, { name: label });
    });
    await manager.update(Ledger, two.entryId, { title: 'two!!' });
    await manager.save(Ledger, { title: 'user', place: {}, labels: [{ name: label }] });
    const state = await everything();

    const undone = audit.undo(correlationId);

    await expect(undone).rejects.toMatchObject({ code: 'AUDIT_UNDO_CONFLICT' });
    const { conflicts } = (await undone.catch((error: unknown) => error)) as {
      conflicts: { itemId: string; problem: string }[];
    };
    expect(conflicts.map(({ itemId, problem }) => `${itemId} ${problem}`).toSorted()).toEqual(
      [`${label} referenced`, `${two.entryId} changed_since`].toSorted(),
    );
    expect(await everything()).toBe(state);
  });

  it('can itself be undone', async () => {
    const { manager } = database.dataSource;
    const kept = await manager.save(Ledger, { title: 'was', place: {} });
    const [first, second] = [uuidv7(), uuidv7()];
    await runInNewContext({ correlationId: first }, () =>
      manager.update(Ledger, kept.entryId, { title: 'is' }),
    );
    await runInNewContext({ correlationId: second }, () => audit.undo(first));

    await audit.undo(second);

    expect(await manager.findOneByOrFail(Ledger, { entryId: kept.entryId })).toMatchObject({
      title: 'is',
    });
  });

  it('has one effect when twenty ask for it at once', async () => {
    const correlationId = await tumult(await plant());

    const results = await Promise.all(Array.from({ length: 20 }, () => audit.undo(correlationId)));

    expect(results.filter(({ versions }) => versions.length > 0)).toHaveLength(1);
  });

  it('refuses a correlation that changed nothing', async () => {
    await expect(audit.undo(uuidv7())).rejects.toThrow(CorrelationNotFoundError);
  });
});
