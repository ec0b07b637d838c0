import { Column, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Audited, auditTriggerDrift, auditTriggers } from '../../src/platform/audit/index.js';
import { createTriggerSql } from '../../src/platform/triggers/index.js';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';

/** Every option that shapes a create; no json column, which would be recorded row by row. */
const OPTIONS = {
  skip: ['diary'],
  redact: ['owner'],
  if: { state: ['new', 'sold'] },
  unless: { hidden: true },
  meta: { department: 'garage', plateThen: { column: 'plate' } },
  label: 'plate',
  schemaVersion: 3,
};

abstract class VehicleColumns {
  @PrimaryColumn({ type: 'text' })
  country: string;

  @PrimaryColumn({ type: 'integer' })
  number: number;

  @Column({ type: 'text', nullable: true })
  plate: string | null;

  @Column({ type: 'text', nullable: true })
  diary: string | null;

  @Column({ type: 'text', nullable: true })
  owner: string | null;

  @Column({ type: 'text', default: 'new' })
  state: string;

  @Column({ type: 'boolean', default: false })
  hidden: boolean;

  @Column({ type: 'timestamptz', default: () => `'2026-01-01T00:00:00.123456Z'` })
  seen: Date;
}

@Entity('vehicles')
@Audited({ ...OPTIONS, itemType: 'Vehicle' })
class Vehicle extends VehicleColumns {}

@Entity('parked_vehicles')
@Audited({ ...OPTIONS, itemType: 'Parked', partitioned: true })
class Parked extends VehicleColumns {}

@Entity('marks')
@Audited()
class Mark {
  @PrimaryColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text', nullable: true })
  text: string | null;
}

const VALUES = `VALUES ('ch', 1, 'A 1', 'words', 'Ada', 'new', false), ('ch', 2, NULL, NULL, NULL, 'sold', false),
  ('ch', 3, 'C 3', NULL, 'Ada', 'scrapped', false), ('ch', 4, 'D 4', NULL, 'Bob', 'new', true),
  ('fr', 1, 'E 5', 'more', 'Bob', 'new', false)`;
const COLUMNS = '(country, number, plate, diary, owner, state, hidden)';

describe('the rows of one INSERT', () => {
  let database: AuditedDatabase;

  beforeAll(async () => {
    database = await createAuditedDatabase([Vehicle, Parked, Mark]);
    await database.foreign.query(`DROP TABLE parked_vehicles`);
    await database.foreign.query(`CREATE TABLE parked_vehicles (LIKE vehicles INCLUDING DEFAULTS,
      PRIMARY KEY (country, number)) PARTITION BY LIST (country)`);
    await database.foreign.query(
      `CREATE TABLE parked_ch PARTITION OF parked_vehicles FOR VALUES IN ('ch')`,
    );
    await database.foreign.query(`CREATE TABLE parked_rest PARTITION OF parked_vehicles DEFAULT`);
    for (const trigger of auditTriggers(database.dataSource)) {
      if (trigger.table.name === 'parked_vehicles') {
        await database.foreign.query(createTriggerSql(trigger));
      }
    }
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    await database.foreign.query('SET session_replication_role = replica');
    await database.foreign.query(
      'TRUNCATE vehicles, parked_vehicles, marks, backstory.versions, backstory.outbox',
    );
    await database.foreign.query('SET session_replication_role = origin');
  });

  it.each(['UTC', 'Asia/Kolkata'])(
    'leave the versions of rows inserted alone (%s)',
    async (zone) => {
      await inTransaction(
        `SET LOCAL timezone = '${zone}'`,
        `INSERT INTO vehicles ${COLUMNS} SELECT * FROM (${VALUES}) AS v ORDER BY 1, 2`,
      );
      const together = await facts();
      await database.foreign.query('DELETE FROM vehicles');
      const before = (await facts()).length;
      for (const number of [1, 2, 3, 4, 5]) {
        await inTransaction(
          `SET LOCAL timezone = '${zone}'`,
          `INSERT INTO vehicles ${COLUMNS} SELECT * FROM (${VALUES}) AS v ORDER BY 1, 2
         OFFSET ${number - 1} LIMIT 1`,
        );
      }

      expect(together).toHaveLength(3);
      expect((await facts()).slice(before)).toEqual(together);
    },
  );

  it('are created before what other triggers make of them', async () => {
    await database.foreign.query(`CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE marks SET text = coalesce(text, '') || '!' WHERE id IN (NEW.id, NEW.id + 1);
        IF NEW.id < 10 THEN
          INSERT INTO marks (id) VALUES (NEW.id * 10), (NEW.id * 10 + 5);
        END IF;
        RETURN NULL;
      END $$`);
    await database.foreign.query(
      'CREATE TRIGGER touch AFTER INSERT ON marks FOR EACH ROW EXECUTE FUNCTION touch()',
    );
    await database.foreign.query('INSERT INTO marks (id) VALUES (1), (2), (3)');
    await database.foreign.query('DROP TRIGGER touch ON marks');

    const rows = await database.foreign.query<{ item_id: string; text: string | null }[]>(
      `SELECT item_id, string_agg(event, ' ' ORDER BY id) AS events,
         (array_agg(object_changes -> 'text' ->> 1 ORDER BY id DESC))[1] AS text
       FROM backstory.versions GROUP BY item_id ORDER BY item_id::integer`,
    );
    const marks = await database.foreign.query<{ id: number; text: string }[]>(
      'SELECT id, text FROM marks ORDER BY id',
    );
    expect(rows.map(({ item_id, text }) => ({ id: Number(item_id), text }))).toEqual(marks);
    expect(rows).toMatchObject([
      { item_id: '1', events: 'create update' },
      { item_id: '2', events: 'create update update' },
      { item_id: '3', events: 'create update update' },
      ...[10, 15, 20, 25, 30, 35].map((id) => ({ item_id: String(id), events: 'create update' })),
    ]);
    expect(await outboxOrder()).toEqual(await versionOrder());
  });

  it('are all found after the table changed under the session', async () => {
    const runner = database.foreign.createQueryRunner();
    await runner.query('INSERT INTO marks (id) VALUES (1), (2)');
    await runner.query(`ALTER TABLE marks ADD COLUMN colour text DEFAULT 'red'`);
    await runner.query('INSERT INTO marks (id) VALUES (3), (4)');
    await runner.query('ALTER TABLE marks DROP COLUMN colour');
    await runner.query('INSERT INTO marks (id) VALUES (5), (6)');
    await runner.release();

    const changes = await database.foreign.query<{ object_changes: unknown }[]>(
      'SELECT object_changes FROM backstory.versions ORDER BY id',
    );
    expect(changes.map(({ object_changes }) => object_changes)).toEqual([
      { id: [null, 1] },
      { id: [null, 2] },
      { id: [null, 3], colour: [null, 'red'] },
      { id: [null, 4], colour: [null, 'red'] },
      { id: [null, 5] },
      { id: [null, 6] },
    ]);
  });

  it('are told apart from the rows that an upsert changed', async () => {
    await database.foreign.query(`INSERT INTO marks (id, text) VALUES (1, 'a'), (2, 'b')`);
    await database.foreign.query(`INSERT INTO marks (id, text) VALUES (3, 'c'), (1, 'd'), (4, 'e')
      ON CONFLICT (id) DO UPDATE SET text = EXCLUDED.text`);

    expect(await versionOrder()).toEqual(
      expect.arrayContaining(['create 1', 'create 2', 'create 3', 'create 4', 'update 1']),
    );
    expect(await versionOrder()).toHaveLength(5);
  });

  it('each leave one version when they are copied in two parts of one statement', async () => {
    await database.foreign.query(`WITH one AS (INSERT INTO marks (id) VALUES (1), (2)),
      other AS (INSERT INTO vehicles (country, number) VALUES ('ch', 1), ('ch', 2))
      INSERT INTO marks (id) VALUES (3), (4)`);

    expect((await versionOrder()).toSorted()).toEqual([
      'create 1',
      'create 2',
      'create 3',
      'create 4',
      'create {"number": 1, "country": "ch"}',
      'create {"number": 2, "country": "ch"}',
    ]);
  });

  it('are recorded in a partitioned table, whichever way they come', async () => {
    await database.foreign.query(
      `INSERT INTO parked_vehicles (country, number) VALUES ('ch', 1), ('fr', 2)`,
    );
    await database.foreign.query(
      `INSERT INTO parked_ch (country, number) VALUES ('ch', 3), ('ch', 4)`,
    );
    await database.foreign.query(`UPDATE parked_ch SET plate = 'A 1' WHERE number = 4`);

    expect(await versionOrder()).toEqual([
      'create {"number": 1, "country": "ch"}',
      'create {"number": 2, "country": "fr"}',
      'create {"number": 3, "country": "ch"}',
      'create {"number": 4, "country": "ch"}',
      'update {"number": 4, "country": "ch"}',
    ]);
    expect(await auditTriggerDrift(database.dataSource)).toEqual([]);
  });

  async function inTransaction(...statements: string[]): Promise<void> {
    await database.foreign.transaction(async (manager) => {
      for (const statement of statements) {
        await manager.query(statement);
      }
    });
  }

  /** What the versions and outbox rows say, without what differs from one action to the next. */
  function facts(): Promise<unknown[]> {
    return database.foreign.query(`
      SELECT to_jsonb(v) - '{id,created_at,tx_id,correlation_id}'::text[]
          #- '{meta,transaction_id}' AS version,
        to_jsonb(o) - '{id,ref_id,occurred_at,correlation_id}'::text[] AS outbox
      FROM backstory.versions v JOIN backstory.outbox o ON o.ref_id = v.id AND o.kind = 'version'
      ORDER BY v.id`);
  }

  function versionOrder(): Promise<string[]> {
    return inOrder(`SELECT event, item_id FROM backstory.versions ORDER BY id`);
  }

  function outboxOrder(): Promise<string[]> {
    return inOrder(`SELECT event, item_id FROM backstory.outbox ORDER BY id`);
  }

  async function inOrder(sql: string): Promise<string[]> {
    const rows = await database.foreign.query<{ event: string; item_id: string }[]>(sql);
    return rows.map(({ event, item_id }) => `${event} ${item_id}`);
  }
});
