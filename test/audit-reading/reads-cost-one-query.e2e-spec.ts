import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService } from '../../src/platform/audit/index.js';
import { runInNewContext, uuidv7 } from '../../src/platform/correlation/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { CountingLogger } from '../support/audit/counting-logger.js';
import { Label, Ledger } from '../support/audit/odd-entities.js';

const logger = new CountingLogger();
let database: AuditDatabase;
let audit: AuditService;
let id: string;
const correlationId = uuidv7();

beforeAll(async () => {
  database = await createAuditDatabase({ logging: true, logger });
  audit = new AuditService(database.dataSource);
  const { manager } = database.dataSource;
  await runInNewContext({ correlationId }, () =>
    manager.save(
      Label,
      Array.from({ length: 300 }, (_, index) => ({ name: `label ${index}` })),
    ),
  );
  const lines = Array.from({ length: 40 }, (_, index) => ({ text: `line ${index}` }));
  const ledger = await manager.save(Ledger, { title: 'one', place: {}, lines });
  id = ledger.entryId;
  await manager.update(Ledger, id, { title: 'two' });
});
afterAll(() => database?.close());

describe('the number of statements', () => {
  it.each([
    ['a page of history', () => audit.for(Ledger, id).history({ limit: 200 }), 1],
    ['associated history', () => audit.for(Ledger, id).history({ associated: true }), 1],
    ['the state at a time', () => audit.for(Ledger, id).at(new Date()), 1],
    ['the entity at a time', () => audit.for(Ledger, id).entityAt(new Date()), 2],
    ['a set of 200 as of a time', () => audit.asOf(Label, new Date(), { limit: 200 }), 1],
    ['a query by change', () => audit.versions({ changed: 'select' }), 1],
    ['everything of a correlation', () => audit.versions({ correlationId, limit: 200 }), 1],
    ['a difference', () => audit.for(Ledger, id).diff(new Date(0), new Date()), 2],
  ])('of %s is fixed', async (_, read, expected) => {
    expect(await logger.during(read)).toHaveLength(expected);
  });

  it('of a plan does not grow with the records of a correlation', async () => {
    const statements = await logger.during(() => audit.undo(correlationId, { dryRun: true }));

    const reads = statements.filter((statement) => /^\s*SELECT (?!set_config)/.test(statement));
    const writes = statements.filter((statement) => /^\s*(?:INSERT|UPDATE|DELETE)/.test(statement));
    expect(writes).toHaveLength(300);
    expect(reads.length).toBeLessThan(10);
  });
});
