import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService } from '../../src/platform/audit/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import {
  LITERAL_COLUMNS,
  type LiteralRow,
  literalRow,
} from '../support/audit/every-type.arbitrary.js';
import { EveryType } from '../support/audit/every-type.entity.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

const NAMES = LITERAL_COLUMNS.map((name) => `"${name}"`).join(', ');
const PLACES = LITERAL_COLUMNS.map((_, index) => `$${index + 1}`).join(', ');

function values(row: LiteralRow): (string | null)[] {
  return LITERAL_COLUMNS.map((name) => row[name] ?? null);
}

async function insert(row: LiteralRow): Promise<string> {
  const [made] = await database.dataSource.query<{ id: string }[]>(
    `INSERT INTO every_type (${NAMES}) VALUES (${PLACES}) RETURNING id`,
    values(row),
  );
  return made!.id;
}

async function update(id: string, row: LiteralRow): Promise<void> {
  await database.dataSource.query(
    `UPDATE every_type SET (${NAMES}) = ROW (${PLACES}) WHERE id = ${id}`,
    values(row),
  );
}

/** The whole row as PostgreSQL writes it: NULL, JSON null and '' are three different things in it. */
async function bytes(id: string): Promise<string | undefined> {
  const [row] = await database.dataSource.query<{ row: string }[]>(
    'SELECT t::text AS row FROM every_type t WHERE id = $1',
    [id],
  );
  return row?.row;
}

async function newest(id: string): Promise<string> {
  const { items } = await audit.for(EveryType, id).history({ limit: 1 });
  return items[0]!.id;
}

describe('a row of every type', () => {
  it('is byte-equal after revert and after restore, whatever was in it', async () => {
    await fc.assert(
      fc.asyncProperty(literalRow, literalRow, async (first, second) => {
        // To the database 0 and 0.000 are the same number: no change to take back.
        fc.pre(first.free === second.free || Number(first.free) !== Number(second.free));
        const id = await insert(first);
        const before = await bytes(id);
        const created = await newest(id);

        await update(id, second);
        const after = await bytes(id);
        const updated = await newest(id);
        if (updated !== created) {
          await audit.revert(updated);
          expect(await bytes(id)).toBe(before);
          await audit.revert(await newest(id));
          expect(await bytes(id)).toBe(after);
        }

        await database.dataSource.query('DELETE FROM every_type WHERE id = $1', [id]);
        await audit.restore(await newest(id));
        expect(await bytes(id)).toBe(after);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('comes back as the entity that TypeORM itself would load', async () => {
    await fc.assert(
      fc.asyncProperty(literalRow, async (row) => {
        const id = await insert(row);

        const loaded = await database.dataSource.manager.findOneByOrFail(EveryType, { id });
        const reified = await audit.reify(await newest(id), 'after');

        expect(reified).toBeInstanceOf(EveryType);
        expect(reified).toEqual(loaded);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('shows bigint and numeric values as text, and nothing else', async () => {
    const id = await insert({
      big: '9223372036854775807',
      free: '1.10',
      whole: '7',
      double: '0.1',
      document: '{"n": 12345678901234567890, "m": 1.5}',
      bigs: '{9007199254740993,NULL}',
      plain: 'null',
    });

    const found = await audit.for(EveryType, id).at(new Date(Date.now() + 60_000));

    expect(found?.state).toMatchObject({
      id,
      big: '9223372036854775807',
      free: '1.10',
      whole: 7,
      double: 0.1,
      document: { n: '12345678901234567890', m: 1.5 },
      bigs: ['9007199254740993', null],
      plain: { $json: null },
      words: null,
    });
  });

  it('survives columns that were dropped, renamed and added', async () => {
    const id = await insert({ words: 'kept', short: 'dropped', whole: '5' });
    await update(id, { words: 'changed', short: 'gone', whole: '6' });
    const version = await newest(id);
    const { dataSource } = database;
    await dataSource.query('ALTER TABLE every_type RENAME COLUMN whole TO renamed');
    await dataSource.query('ALTER TABLE every_type ADD COLUMN whole integer DEFAULT 42');
    await dataSource.query('ALTER TABLE every_type DROP COLUMN short');
    await dataSource.query('ALTER TABLE every_type ADD COLUMN short varchar(40)');

    const reified = await audit.reify<EveryType>(version, 'before');
    const result = await audit.revert(version, { fields: ['words'] });

    expect(reified).toMatchObject({ words: 'kept', short: 'dropped', whole: 5 });
    expect(result.changes[0]!.changes).toEqual({ words: ['changed', 'kept'] });
  });
});
