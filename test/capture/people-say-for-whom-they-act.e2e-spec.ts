import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { createAuditedDatabase, type AuditedDatabase } from '../audit/support/audited-database.js';
import { Label } from '../audit/support/order.entities.js';
import { connect } from './support/connect.js';

interface Row {
  whodunnit: string;
  actor_type: string;
  reason: string | null;
  source: string;
  correlation_id: string;
  meta: Record<string, string>;
}

describe('a change by another program', () => {
  let database: AuditedDatabase;
  let psql: Client;
  let user: string;

  beforeAll(async () => {
    database = await createAuditedDatabase([Label]);
    user = decodeURIComponent(new URL(database.url).username);
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    psql = await connect(database.url);
  });

  afterEach(() => psql.end());

  it('names the database user, the role taken on, the application, the address and the transaction', async () => {
    await psql.query(
      `CREATE ROLE "Clerk ${process.pid}"; GRANT ALL ON labels TO "Clerk ${process.pid}"`,
    );
    await psql.query(`BEGIN; SET LOCAL ROLE "Clerk ${process.pid}"`);
    await insert();
    const { rows } = await psql.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
    await psql.query(
      `COMMIT; DROP OWNED BY "Clerk ${process.pid}"; DROP ROLE "Clerk ${process.pid}"`,
    );

    expect(await last()).toMatchObject({
      whodunnit: `db:${user}`,
      actor_type: 'database',
      reason: null,
      source: 'database',
      meta: {
        database_user: user,
        database_role: `Clerk ${process.pid}`,
        application_name: 'psql',
        client_address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string,
        transaction_id: rows[0]?.id,
      },
    });
  });

  it('is whose it says, for the session, until that ends; the database user stays known', async () => {
    expect(await actAs(`'alice', 'ticket 42: it''s "wrong"; --'`)).toBe('alice');
    await insert();
    expect(await last()).toMatchObject({
      whodunnit: 'alice',
      actor_type: 'user',
      reason: `ticket 42: it's "wrong"; --`,
      source: 'database',
      meta: { database_user: user },
    });

    expect(await actAs('NULL')).toBe(`db:${user}`);
    await insert();
    expect(await last()).toMatchObject({ whodunnit: `db:${user}`, reason: null });
  });

  it('is whose it says for one transaction only, behind a pooler', async () => {
    await psql.query('BEGIN');
    await actAs(`'bob', local => true`);
    await insert();
    await psql.query('COMMIT');
    expect(await last()).toMatchObject({ whodunnit: 'bob', reason: null });

    await insert();
    expect(await last()).toMatchObject({ whodunnit: `db:${user}` });
  });

  it('counts from when it is said, under the one correlation of the transaction', async () => {
    await psql.query('BEGIN');
    await insert();
    await actAs(`'carol', 'second half'`);
    await insert();
    await psql.query('COMMIT');

    const [second, first] = await newest(2);
    expect([first?.whodunnit, second?.whodunnit]).toEqual([`db:${user}`, 'carol']);
    expect(second?.correlation_id).toBe(first?.correlation_id);
  });

  it.each([
    `''`,
    `'  '`,
    `repeat('x', 201)`,
    `E'a\\nb'`,
    `'db:postgres'`,
    `'DB:postgres'`,
    `'alice', repeat('x', 1001)`,
    `'alice', E'a\\x1bb'`,
    `NULL, 'a reason of nobody'`,
  ])('is refused a name or reason like act_as(%s), and stays whose it was', async (given) => {
    await actAs(`'dora'`);
    await expect(actAs(given)).rejects.toMatchObject({ code: '22023' });
    await insert();
    expect(await last()).toMatchObject({ whodunnit: 'dora' });
  });

  it('cannot be made to fail by settings that nobody checked', async () => {
    await psql.query(`SET backstory.acting_as = '{"source": "application"'`);
    await psql.query(`SELECT set_config('backstory.acting_because', repeat('y', 5000), false)`);
    await insert();

    const version = await last();
    expect(version).toMatchObject({ whodunnit: '{"source": "application"', source: 'database' });
    expect(version?.reason).toHaveLength(1_000);
  });

  it('is not said by what the application does over a connection that acts for somebody', async () => {
    const queryRunner = database.dataSource.createQueryRunner();
    await queryRunner.query(`SELECT backstory.act_as('eve')`);
    await runInNewContext({ actor: { id: 'frank', type: 'user' } }, () =>
      queryRunner.manager.save(Label, { name: 'by the application' }),
    );
    await queryRunner.query('SELECT backstory.act_as(NULL)');
    await queryRunner.release();

    expect(await last()).toMatchObject({ whodunnit: 'frank', source: 'application' });
  });

  async function actAs(given: string): Promise<string | undefined> {
    const { rows } = await psql.query<{ who: string }>(`SELECT backstory.act_as(${given}) AS who`);
    return rows[0]?.who;
  }

  async function insert(): Promise<void> {
    await psql.query(`INSERT INTO labels (name) VALUES ('x')`);
  }

  async function last(): Promise<Row | undefined> {
    return (await newest(1))[0];
  }

  function newest(count: number): Promise<Row[]> {
    return database.foreign.query<Row[]>(
      `SELECT whodunnit, actor_type, reason, source, correlation_id, meta
       FROM backstory.versions ORDER BY id DESC LIMIT ${count}`,
    );
  }
});
