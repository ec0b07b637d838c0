import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { InvoiceItem } from '../../src/domain/billing/index.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createOffice, type EventBody, type Office } from './support/office.js';

const PATIENT = { within: 15_000, every: 50 };

describe('a change past the application', () => {
  let office: Office;
  let psql: pg.Client;

  beforeAll(async () => {
    office = await createOffice();
    psql = new pg.Client({
      connectionString: office.test.databaseUrl,
      application_name: 'psql by hand',
    });
    await psql.connect();
  });

  afterAll(async () => {
    await psql?.end();
    await office?.test.close();
  });

  /** How often the processor was called, not how many changes there were. */
  async function calls(): Promise<number> {
    const [row] = await query<{ calls: number }>(
      office.test.databaseUrl,
      `SELECT count(*)::int AS calls FROM backstory.deliveries
       WHERE subscriber = 'invoice-totals' AND state = 'done' AND handled_with IS NULL`,
    );
    return row?.calls ?? 0;
  }

  async function settled(): Promise<void> {
    await eventually(async () => {
      const [row] = await query<{ settled: boolean }>(
        office.test.databaseUrl,
        `SELECT NOT EXISTS (SELECT FROM backstory.outbox) AND NOT EXISTS (
           SELECT FROM backstory.deliveries
           WHERE subscriber = 'invoice-totals' AND state NOT IN ('done', 'skipped')) AS settled`,
      );
      return row?.settled === true;
    }, PATIENT);
  }

  async function corrected(invoiceId: string): Promise<EventBody> {
    const event = await eventually(async () => {
      const [newest] = await office.events(invoiceId);
      return newest?.action === 'total_corrected' ? newest : undefined;
    }, PATIENT);
    return event!;
  }

  it('corrects the invoice and shows why, under one correlation', async () => {
    const { client } = office.member;
    const { id } = await office.draft();
    const [item] = await office.items(id);
    const { body: seen } = await client.get<{ feed_position: string }>('/invoices?limit=1');
    await psql.query("SELECT backstory.act_as('olga', 'a customer called')");
    await psql.query('UPDATE invoice_items SET quantity = 4 WHERE id = $1', [item!.id]);
    await psql.query('SELECT backstory.act_as(NULL)');

    const event = await corrected(id);

    expect((await office.invoice(id)).total_price).toBe('50.00');
    expect(event.extra).toMatchObject({
      from: '37.50',
      to: '50.00',
      cause: {
        source: 'database',
        actor: 'olga',
        reason: 'a customer called',
        item_id: item!.id,
      },
    });
    const [version] = await query<{ correlation_id: string }>(
      office.test.databaseUrl,
      "SELECT correlation_id FROM backstory.versions WHERE item_type = 'InvoiceItem' AND item_id = $1 AND event = 'update'",
      [item!.id],
    );
    expect(event.correlation_id).toBe(version!.correlation_id);
    expect(event.causation_id).toMatch(/^delivery:\d+$/);
    const trace = await client.get<unknown>(`/correlations/${event.correlation_id}`);
    const text = JSON.stringify(trace.body);
    expect(text).toContain('"item_type":"InvoiceItem"');
    expect(text).toContain('"item_type":"Invoice"');
    expect(text).toContain('"total_corrected"');
    expect(text).toContain('invoice-totals');
    const feed = await client.get<object>(
      `/feed/events?after=${seen.feed_position}&limit=50&wait=0&correlation_id=${event.correlation_id}`,
    );
    expect(JSON.stringify(feed.body)).toContain('"source":"database"');
    expect(JSON.stringify(feed.body)).toContain('"event":"total_corrected"');
  });

  it('rings the bell of whoever owes the invoice', async () => {
    const { client } = office.member;
    const { id } = await office.draft();
    await psql.query('DELETE FROM invoice_items WHERE invoice_id = $1', [id]);
    const { number, currency } = await office.invoice(id);

    const told = await eventually(async () => {
      const { body } = await client.get<{ items: { title: string; body: string }[] }>(
        '/notifications?limit=50',
      );
      return body.items.find(({ title }) => title.startsWith(number));
    }, PATIENT);

    expect(told!.title).toBe(`${number} now is 0.00 ${currency} instead of 37.50 ${currency}`);
    expect(told!.body).toMatch(/^db:\w+ changed (an item|items)$/);
  });

  it('of an item that moves corrects both invoices, and says nothing where the total stays', async () => {
    const [one, other] = [await office.draft(), await office.draft()];
    await psql.query('UPDATE invoice_items SET invoice_id = $2 WHERE invoice_id = $1', [
      one.id,
      other.id,
    ]);

    const events = [await corrected(one.id), await corrected(other.id)];
    expect(events.map(({ extra }) => [extra!.from, extra!.to])).toEqual([
      ['37.50', '0.00'],
      ['37.50', '75.00'],
    ]);
    expect(events[0]!.correlation_id).toBe(events[1]!.correlation_id);

    await psql.query("UPDATE invoice_items SET description = 'Same price' WHERE invoice_id = $1", [
      other.id,
    ]);
    await settled();
    const actions = (await office.events(other.id)).map(({ action }) => action);
    expect(actions).toEqual(['total_corrected', 'item_added', 'drafted']);
  });

  it('of 10,000 items by COPY is one recompute for each invoice', async () => {
    const invoices = 20;
    const made = await query<{ id: string }>(
      office.test.databaseUrl,
      `INSERT INTO invoices (user_id, currency) SELECT id, 'EUR' FROM users, generate_series(1, $1)
       WHERE name = 'mia' RETURNING id`,
      [invoices],
    );
    await settled();
    const before = await calls();

    const [first] = made;
    await psql.query(
      `COPY invoice_items (invoice_id, description, quantity, unit_price) FROM PROGRAM $$
         awk 'BEGIN { for (n = 0; n < 10000; n++) print ${first!.id} + n % ${invoices} "\\tBeans\\t1\\t0.01" }'
       $$`,
    );
    await settled();

    expect((await calls()) - before).toBe(invoices);
    const totals = await query<{ total_price: string }>(
      office.test.databaseUrl,
      'SELECT DISTINCT total_price FROM invoices WHERE id = ANY ($1)',
      [made.map(({ id }) => id)],
    );
    expect(totals).toEqual([{ total_price: '5.00' }]);
    const { extra } = await corrected(made[0]!.id);
    expect(extra).toMatchObject({ from: '0.00', to: '5.00', cause: { changes: 500 } });
  });

  it('beside three others and the application leaves no total wrong', async () => {
    const drafts = await Promise.all(Array.from({ length: 4 }, () => office.draft()));
    const ids = drafts.map(({ id }) => id);
    const others = Array.from({ length: 4 }, () => new pg.Client(office.test.databaseUrl));
    await Promise.all(others.map((client) => client.connect()));
    const byHand = others.map(async (client, index) => {
      for (let turn = 0; turn < 30; turn += 1) {
        const [from, to] = [ids[(turn + index) % 4], ids[(turn * 3 + 1) % 4]];
        await client.query(
          `INSERT INTO invoice_items (invoice_id, description, quantity, unit_price)
           VALUES ($1, 'By hand', 1, 0.10 + $2 / 100.0)`,
          [from, turn],
        );
        // The least id first: two sessions that move the same rows must not deadlock.
        await client.query(
          `UPDATE invoice_items SET invoice_id = $1 WHERE id =
             (SELECT id FROM invoice_items ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED)`,
          [to],
        );
      }
    });
    const byHttp = ids.map(async (id) => {
      for (let turn = 0; turn < 10; turn += 1) {
        const item = { description: 'By HTTP', quantity: '1', unit_price: '0.07' };
        const { status } = await office.member.client.post(`/invoices/${id}/items`, item);
        expect(status).toBe(201);
      }
    });
    await Promise.all([...byHand, ...byHttp]);
    await Promise.all(others.map((client) => client.end()));
    await settled();

    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const code = await runCli(COMMANDS, ['billing', 'verify'], {
      print,
      printError: print,
      env: { DATABASE_URL: office.test.databaseUrl },
    });

    expect(code, lines.join('\n')).toBe(0);
  });

  it('by the application’s own update() is followed too', async () => {
    const { id } = await office.draft();
    await office.test.dataSource.manager.update(InvoiceItem, { invoiceId: id }, { quantity: '5' });

    const { extra } = await corrected(id);

    expect(extra).toMatchObject({ from: '37.50', to: '62.50', cause: { source: 'application' } });
  });

  it('by the application itself is corrected in its own transaction', async () => {
    const { id } = await office.draft();
    await office.member.client.post(`/invoices/${id}/issue`);
    await settled();

    expect((await office.events(id)).map(({ action }) => action)).toEqual([
      'issued',
      'item_added',
      'drafted',
    ]);
  });
});
