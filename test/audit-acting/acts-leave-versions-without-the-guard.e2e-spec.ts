import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService } from '../../src/platform/audit/index.js';
import { runInNewContext, uuidv7 } from '../../src/platform/correlation/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Label, Ledger } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase({ guard: false });
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

describe('an act without the guard', () => {
  it('leaves a version of each row that it writes', async () => {
    const { manager } = database.dataSource;
    const correlationId = uuidv7();
    const ledger = await manager.save(Ledger, { title: 'one', place: {} });
    await runInNewContext({ correlationId }, async () => {
      await manager.save(Ledger, { entryId: ledger.entryId, title: 'two' });
      await manager.save(Label, { name: 'made' });
    });

    const result = await runInNewContext({ actor: { id: 'bob', type: 'user' } }, () =>
      audit.undo(correlationId, { reason: 'by hand' }),
    );

    const versions = await Promise.all(result.versions.map((id) => audit.version(id)));
    expect(
      versions.map(({ itemType, event, whodunnit, reason }) =>
        [itemType, event, whodunnit, reason].join(' '),
      ),
    ).toEqual(['Ledger update bob by hand', 'Label destroy bob by hand']);
    expect(versions[0]!.objectChanges['select']).toEqual(['two', 'one']);
    await audit.restore(versions[1]!.id);
    expect(await manager.countBy(Label, { name: 'made' })).toBe(1);
    const { items } = await audit.for(Label, 'made').history();
    expect(items.map(({ event }) => event)).toEqual(['create', 'destroy', 'create']);
  });
});
