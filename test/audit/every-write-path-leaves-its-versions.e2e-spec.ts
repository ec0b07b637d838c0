import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';
import { ORDER_ENTITIES } from './support/order.entities.js';
import { arrange, WRITE_PATHS, type ExpectedVersion } from './support/write-paths.js';

interface Row {
  item_type: string;
  event: string;
  object_changes: string;
  whodunnit: string;
  source: string;
  correlation_id: string;
}

const ALICE = { id: 'alice', type: 'user' };

describe.each([{ guard: true }, { guard: false }])('versions with guard: $guard', ({ guard }) => {
  let database: AuditedDatabase;

  beforeAll(async () => {
    database = await createAuditedDatabase(ORDER_ENTITIES, { guard });
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    const queryRunner = database.foreign.createQueryRunner();
    await arrange(queryRunner.manager);
    await queryRunner.release();
  });

  it.each(WRITE_PATHS)('follow $name', async ({ write, versions, seen }) => {
    const expected = guard || seen ? versions : [];

    await runInNewContext({ correlationId: 'c-1', actor: ALICE, reason: 'test' }, () =>
      write(database.dataSource),
    );

    const found = (await readVersions(database)).filter(isOfTheTest);
    expect(found.map(({ item_type, event }) => `${event} ${item_type}`).sort()).toEqual(
      expected.map(({ type, event }) => `${event} ${type}`).sort(),
    );
    expect(found.every(matchesOne(expected))).toBe(true);
    expect(new Set(found.map(attribution))).toEqual(
      new Set(found.length === 0 ? [] : ['alice application c-1']),
    );
  });

  it('follow psql, named as the database session', async () => {
    await database.foreign.query(`UPDATE "Odd Orders" SET note = 'by hand'`);

    const found = await readVersions(database);
    expect(found).toHaveLength(guard ? 3 : 0);
    expect(new Set(found.map(({ source }) => source)).size).toBe(guard ? 1 : 0);
    expect(new Set(found.map(({ correlation_id }) => correlation_id)).size).toBe(guard ? 1 : 0);
    expect(found.every(({ whodunnit }) => whodunnit.startsWith('db:'))).toBe(true);
  });
});

/** What a path prepares by raw SQL on the way carries `note` or a soft deletion and is not its point. */
function isOfTheTest(row: Row): boolean {
  return !row.object_changes.includes('by another') && !isPreparedDeletion(row);
}

function isPreparedDeletion({ event, object_changes }: Row): boolean {
  return event === 'soft_delete' && !object_changes.includes('"version"');
}

function matchesOne(expected: readonly ExpectedVersion[]) {
  return (row: Row): boolean => expected.some((version) => matches(row, version));
}

function matches(row: Row, version: ExpectedVersion): boolean {
  const changes = row.object_changes.replace(/(\d{15,}\.\d+)/g, (digits) => `"${digits}"`);
  const parsed = JSON.parse(changes) as Record<string, [unknown, unknown]>;
  return (
    row.item_type === version.type &&
    row.event === version.event &&
    Object.entries(version.changes).every(
      ([column, pair]) => JSON.stringify(parsed[column]) === JSON.stringify(pair),
    )
  );
}

function attribution({ whodunnit, source, correlation_id }: Row): string {
  return `${whodunnit} ${source} ${correlation_id}`;
}

function readVersions({ foreign }: AuditedDatabase): Promise<Row[]> {
  return foreign.query<Row[]>(
    `SELECT item_type, event, object_changes::text, whodunnit, source, correlation_id
     FROM backstory.versions ORDER BY id`,
  );
}
