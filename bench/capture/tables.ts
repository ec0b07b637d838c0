import pg from 'pg';

/** One way of telling somebody about changes, on a table like the invoices' items. */
export interface Table {
  readonly name: string;
  readonly table: string;
  /** Whether the writer's own statement leaves the version and its outbox row. */
  readonly versioned?: true;
}

export const TABLES: readonly Table[] = [
  { name: 'no trigger', table: 'bench_plain' },
  { name: 'guard', table: 'invoice_items' },
  { name: 'plain SQL', table: 'bench_plain', versioned: true },
  { name: 'pg_notify', table: 'bench_notify' },
];

export const ROWS = 10_000;

/** What the items have beside their guard, and LIKE leaves out: their stamp and their foreign keys. */
const alike = (table: string): string => `
  ALTER TABLE ${table} ADD FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE RESTRICT;
  DO $$ BEGIN
    EXECUTE (SELECT replace(pg_get_triggerdef(oid), 'invoice_items', '${table}') FROM pg_trigger
      WHERE tgrelid = 'invoice_items'::regclass AND tgname = 'stamp_row');
  END $$`;

/** The whole row in a notification, as the application that billing follows sent it, but quoted. */
const NOTIFY = `
  CREATE FUNCTION bench_notify() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('bench_notify', TG_OP || '-' || row_to_json(NEW)::text);
    RETURN NULL;
  END $$;
  CREATE TRIGGER bench_notify AFTER INSERT OR UPDATE ON bench_notify FOR EACH ROW
    EXECUTE FUNCTION bench_notify()`;

/** Makes the rivals of `invoice_items`: the same columns, indexes, keys and stamp. */
export async function createTables(url: string): Promise<void> {
  await execute(url, fillInvoices(100, ROWS / 100));
  for (const table of ['bench_plain', 'bench_notify']) {
    await execute(
      url,
      `CREATE TABLE ${table} (LIKE invoice_items INCLUDING ALL);
       ${alike(table)};
       INSERT INTO ${table} (invoice_id, description, quantity, unit_price)
       SELECT invoice_id, description, quantity, unit_price FROM invoice_items ORDER BY id`,
    );
  }
  await execute(url, NOTIFY);
  await execute(url, 'VACUUM ANALYZE');
}

/** Invoices with items and the right totals, without a history of their making. */
export function fillInvoices(invoices: number, itemsEach: number): string {
  return `
    ALTER TABLE invoices DISABLE TRIGGER USER;
    ALTER TABLE invoice_items DISABLE TRIGGER USER;
    INSERT INTO users (name, display_name, role) VALUES ('bench', 'Bench', 'member')
      ON CONFLICT DO NOTHING;
    INSERT INTO invoices (number, user_id, currency, total_price)
      SELECT 'BENCH-' || n, users.id, 'EUR', ${itemsEach} * 12.50
      FROM generate_series(1, ${invoices}) AS n, users WHERE users.name = 'bench';
    INSERT INTO invoice_items (invoice_id, description, quantity, unit_price)
      SELECT invoices.id, 'Beans of the ' || n || 'th kind', 1, 12.50
      FROM invoices, generate_series(1, ${itemsEach}) AS n ORDER BY invoices.id, n;
    ALTER TABLE invoices ENABLE TRIGGER USER;
    ALTER TABLE invoice_items ENABLE TRIGGER USER`;
}

/** Statements on a connection of their own. */
export async function execute<R extends pg.QueryResultRow>(
  url: string,
  text: string,
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
