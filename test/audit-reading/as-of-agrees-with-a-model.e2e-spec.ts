import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditService, InvalidAuditQueryError } from '../../src/platform/audit/index.js';
import { type AuditDatabase, createAuditDatabase } from '../support/audit/audit-database.js';
import { Circle, Seat, Shape, Square } from '../support/audit/odd-entities.js';

let database: AuditDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createAuditDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database?.close());

/** Who sits where. */
type Model = Readonly<Record<string, string | null>>;
interface Step {
  readonly row: string;
  readonly guest: string | null;
  readonly leaves: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    row: fc.constantFrom('a', 'b', 'c', 'ä "x"'),
    guest: fc.option(fc.constantFrom('ann', 'bob')),
    leaves: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

async function play(hall: string, { row, guest, leaves }: Step, model: Model): Promise<Model> {
  const { manager } = database.dataSource;
  if (leaves) {
    await manager.delete(Seat, { hall, row });
    return Object.fromEntries(Object.entries(model).filter(([name]) => name !== row));
  }
  await manager.upsert(Seat, { hall, row, guest }, ['hall', 'row']);
  return { ...model, [row]: guest };
}

async function moment(): Promise<string> {
  const [row] = await database.dataSource.query<{ now: string }[]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now`,
  );
  return row!.now;
}

describe('a set as of a time', () => {
  it('is what a model remembers, at every moment, and so is each record', async () => {
    let hall = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        hall += 1;
        let model: Model = {};
        const remembered: [string, Model][] = [[await moment(), model]];
        for (const step of played) {
          model = await play(String(hall), step, model);
          remembered.push([await moment(), model]);
        }

        for (const [time, expected] of remembered) {
          const { items } = await audit.asOf(Seat, time, { where: { hall: String(hall) } });
          const found = Object.fromEntries(items.map((seat) => [seat.row, seat.guest]));
          expect(found).toEqual(expected);
          for (const row of ['a', 'b', 'c', 'ä "x"']) {
            const at = await audit.for(Seat, { hall: String(hall), row }).at(time);
            expect(at?.state?.['guest']).toEqual(expected[row]);
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('comes in pages that hold each record once', async () => {
    const { manager } = database.dataSource;
    for (let row = 0; row < 7; row += 1) {
      await manager.save(Seat, { hall: '777', row: String(row), guest: 'old' });
      await manager.save(Seat, { hall: '777', row: String(row), guest: 'new' });
    }
    const time = await moment();
    await manager.delete(Seat, { hall: '777' });

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await audit.asOf(Seat, time, {
        where: { hall: '777', guest: 'new' },
        limit: 3,
        ...(after !== undefined && { after }),
      });
      seen.push(...page.items.map((seat) => seat.row));
      after = page.next ?? undefined;
    } while (after !== undefined);

    expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('knows the class of a single-table-inheritance row', async () => {
    const { manager } = database.dataSource;
    const circle = await manager.save(Circle, { colour: 'red', radius: 0.1 });
    await manager.save(Square, { colour: 'red', side: '1.50' });
    const time = await moment();
    await manager.delete(Shape, { colour: 'red' });

    const all = await audit.asOf<Shape>(Shape, time, { where: { colour: 'red' } });
    const squares = await audit.asOf(Square, time);

    expect(all.items.map((shape) => shape.constructor.name).toSorted()).toEqual([
      'Circle',
      'Square',
    ]);
    expect(squares.items).toEqual([expect.objectContaining({ side: '1.50' })]);
    expect((await audit.for(Circle, circle.id).history()).items[0]).toMatchObject({
      itemType: 'Shape',
      itemSubtype: 'Circle',
    });
  });

  it('refuses a condition on what is no column', async () => {
    const asked = audit.asOf(Seat, new Date(), { where: { 'x"; DROP TABLE seat': 1 } });

    await expect(asked).rejects.toThrow(InvalidAuditQueryError);
  });
});
