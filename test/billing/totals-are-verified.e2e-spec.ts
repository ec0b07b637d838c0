import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const INVOICES = 1_200;

describe('backstory billing verify', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await query(
      database.url,
      `WITH person AS (
         INSERT INTO users (name, display_name, role) VALUES ('mia', 'Mia', 'member') RETURNING id
       ), made AS (
         INSERT INTO invoices (user_id, currency, total_price)
         SELECT person.id, 'EUR', 3 * n / 100.0 FROM person, generate_series(1, ${INVOICES}) AS n
         RETURNING id, total_price
       )
       INSERT INTO invoice_items (invoice_id, description, quantity, unit_price)
       SELECT id, 'Beans', 3, total_price / 3 FROM made`,
    );
  });

  afterAll(() => database?.drop());

  async function verify(...options: string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const code = await runCli(COMMANDS, ['billing', 'verify', ...options], {
      print: (line) => lines.push(line),
      printError: (line) => lines.push(line),
      env: { DATABASE_URL: database.url },
    });
    return { code, lines };
  }

  it('finds nothing where every total is the sum of its items', async () => {
    const { code, lines } = await verify();

    expect(lines).toEqual([
      expect.stringMatching(/^Verified 1200 invoices in .* s: 0 differences/),
    ]);
    expect(code).toBe(0);
  });

  it('finds and lists what was changed while the guard was off', async () => {
    await query(
      database.url,
      `ALTER TABLE invoice_items DISABLE TRIGGER USER;
       UPDATE invoice_items SET quantity = quantity + 1 WHERE invoice_id IN (1, ${INVOICES});
       DELETE FROM invoice_items WHERE invoice_id = 2;
       ALTER TABLE invoice_items ENABLE TRIGGER USER`,
    );

    const { code, lines } = await verify('--patience', '0');

    expect(code).toBe(1);
    expect(lines).toEqual([
      'INV-000001 (id 1): says 0.03 EUR, its items are 0.04',
      'INV-000002 (id 2): says 0.06 EUR, its items are 0.00',
      'INV-001200 (id 1200): says 36.00 EUR, its items are 48.00',
      expect.stringContaining('1200 invoices'),
    ]);
    expect(lines[3]).toContain('3 differences');
  });

  it('waits for totals that are on their way', async () => {
    const verified = verify('--patience', '30');
    await eventually(async () => {
      const looking = `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%AS kept%invoice.id = ANY%'`;
      return (await query(database.url, looking)).length > 0;
    });
    await query(
      database.url,
      `UPDATE invoices SET total_price = coalesce(
         (SELECT sum(total_price) FROM invoice_items WHERE invoice_id = invoices.id), 0)
       WHERE id IN (1, 2, ${INVOICES})`,
    );

    expect((await verified).code).toBe(0);
  });

  it.each(['x', '-1', '1e3', '3601'])('refuses a patience of %s', async (patience) => {
    const { code, lines } = await verify(`--patience=${patience}`);

    expect(code).toBe(2);
    expect(lines[0]).toContain('is no number of seconds');
  });
});
