import type { Client } from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditedDatabase, type AuditedDatabase } from '../audit/support/audited-database.js';
import { ORDER_ENTITIES } from '../audit/support/order.entities.js';
import { CaptureDoctor } from '../../src/platform/capture/index.js';
import { Audited, auditTriggers } from '../../src/platform/audit/index.js';
import { createTriggerSql } from '../../src/platform/triggers/index.js';
import { connect } from './support/connect.js';
import { copyIn } from './support/copy-in.js';

@Entity('readings')
@Audited({ partitioned: true })
class Reading {
  @PrimaryColumn({ type: 'integer' })
  id: number;

  @PrimaryColumn({ type: 'integer' })
  year: number;

  @Column({ type: 'text', nullable: true })
  value: string | null;
}

interface Row {
  item_id: string;
  event: string;
  object_changes: Record<string, [unknown, unknown]>;
}

const HOSTILE = [
  `'); DELETE FROM stickers; --`,
  `$$; DROP TABLE stickers; $$`,
  String.raw`\'; NOTIFY backstory_doorbell, 'x`,
  `INSERT-{"id": 1}`,
  '{"$json": null}',
  '',
];
const BIG = 1_000_000;

const key = (id: number, year: number): string => `{"id": ${id}, "year": ${year}}`;

describe('a change by another program', () => {
  let database: AuditedDatabase;
  let psql: Client;

  beforeAll(async () => {
    database = await createAuditedDatabase([...ORDER_ENTITIES, Reading]);
    psql = await connect(database.url);
    await psql.query(`INSERT INTO stickers (text) VALUES ('stays')`);
  });

  afterAll(async () => {
    await psql.end();
    await database.close();
  });

  beforeEach(async () => {
    await psql.query('SET session_replication_role = replica');
    await psql.query('TRUNCATE backstory.versions, backstory.outbox, "order labels", labels');
    await psql.query('RESET session_replication_role');
  });

  it.each(HOSTILE)('may hold %j: data is never run', async (name) => {
    await psql.query('INSERT INTO labels (name) VALUES ($1)', [name]);
    await psql.query('UPDATE labels SET name = name || $1', [name]);
    await psql.query('DELETE FROM labels');

    const changes = (await versions()).map(({ object_changes }) => object_changes['name']);
    expect(changes).toEqual([
      [null, name],
      // An empty name appended to an empty one changes nothing.
      ...(name === '' ? [] : [[name, name + name]]),
      [name + name, null],
    ]);
    expect((await psql.query('SELECT text FROM stickers')).rows).toEqual([{ text: 'stays' }]);
  });

  it.each([8_001, BIG])('may write a value of %i bytes', async (length) => {
    await psql.query(`INSERT INTO labels (name) VALUES (repeat('x', $1))`, [length]);
    await psql.query(`UPDATE labels SET name = repeat('y', $1)`, [length]);

    const [, updated] = await versions();
    expect(updated?.object_changes['name']).toEqual(['x'.repeat(length), 'y'.repeat(length)]);
  });

  it('may COPY rows in and change ten thousand at once', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `copied ${n}`);
    await copyIn(psql, 'COPY labels (name) FROM STDIN', `${names.join('\n')}\n`);
    await psql.query(`UPDATE labels SET name = upper(name)`);
    await psql.query('DELETE FROM labels');

    const { rows } = await psql.query<{ event: string; records: number; transactions: number }>(
      `SELECT event, count(DISTINCT item_id)::integer AS records,
         count(DISTINCT correlation_id)::integer AS transactions
       FROM backstory.versions GROUP BY event ORDER BY min(id)`,
    );
    expect(rows).toEqual(
      ['create', 'update', 'destroy'].map((event) => ({
        event,
        records: 10_000,
        transactions: 1,
      })),
    );
  });

  it('works after a column was added, renamed or dropped, and says what the columns are called then', async () => {
    await psql.query(
      `ALTER TABLE labels ADD COLUMN colour text; INSERT INTO labels (name, colour) VALUES ('a', 'red')`,
    );
    await psql.query(
      `ALTER TABLE labels RENAME COLUMN colour TO color; UPDATE labels SET color = 'blue'`,
    );
    await psql.query(`ALTER TABLE labels DROP COLUMN color; UPDATE labels SET name = 'b'`);

    const changes = (await versions()).map(({ object_changes }) => object_changes);
    expect(changes[0]).toMatchObject({ colour: [null, 'red'] });
    expect(changes.slice(1)).toEqual([{ color: ['red', 'blue'] }, { name: ['a', 'b'] }]);
  });

  it('is recorded for a role that may write and may read nothing', async () => {
    const role = `writer_${process.pid}`;
    await psql.query(`CREATE ROLE ${role}; GRANT INSERT ON labels TO ${role}`);
    await psql.query(`SET ROLE ${role}`);
    try {
      await psql.query(`INSERT INTO labels (name) VALUES ('blind')`);
      await expect(psql.query('SELECT * FROM backstory.versions')).rejects.toThrow('permission');
      await expect(psql.query('SELECT * FROM labels')).rejects.toThrow('permission');
    } finally {
      await psql.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
    expect(await versions()).toMatchObject([{ event: 'create' }]);
  });

  describe('to a partitioned table', () => {
    beforeEach(async () => {
      await psql.query('DROP TABLE readings');
      await psql.query(`
        CREATE TABLE readings (id integer, year integer, value text, PRIMARY KEY (id, year))
          PARTITION BY RANGE (year);
        CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM (2025) TO (2026)`);
      for (const trigger of auditTriggers(database.dataSource)) {
        if (trigger.table.name === 'readings') await psql.query(createTriggerSql(trigger));
      }
      await psql.query(
        'CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM (2026) TO (2027)',
      );
    });

    afterEach(() => psql.query('TRUNCATE readings'));

    it('is recorded when it goes to a partition directly, also to one added later', async () => {
      await psql.query(`INSERT INTO readings_2025 VALUES (1, 2025, 'a')`);
      await psql.query(`INSERT INTO readings_2026 VALUES (1, 2026, 'b')`);
      await psql.query(`UPDATE readings_2026 SET value = 'c'`);
      await psql.query('UPDATE readings SET year = 2026, id = 2 WHERE year = 2025');

      const found = (await versions()).map(({ event, item_id }) => `${event} ${item_id}`);
      expect(found).toEqual([
        `create ${key(1, 2025)}`,
        `create ${key(1, 2026)}`,
        `update ${key(1, 2026)}`,
        `destroy ${key(1, 2025)}`,
        `create ${key(2, 2026)}`,
      ]);
    });

    it('would pass unseen where a partition’s trigger is disabled, which the doctor finds', async () => {
      await psql.query('ALTER TABLE readings_2026 DISABLE TRIGGER backstory_audit');
      await psql.query('CREATE TABLE odd_readings () INHERITS (labels)');

      const { findings } = await new CaptureDoctor(database.dataSource).examine();
      const [partition, child] = ['PARTITION_UNGUARDED', 'CHILD_TABLE_UNGUARDED'].map((wanted) =>
        findings.find(({ code }) => code === wanted),
      );
      expect(partition).toMatchObject({ table: 'readings_2026', trigger: 'backstory_audit' });
      expect(partition?.remedy).toContain('ALTER TABLE readings_2026 ENABLE TRIGGER');
      expect(child).toMatchObject({ table: 'odd_readings', severity: 'warning' });
      await psql.query('DROP TABLE odd_readings');
    });
  });

  async function versions(): Promise<Row[]> {
    const { rows } = await psql.query<Row>(
      'SELECT item_id, event, object_changes FROM backstory.versions ORDER BY id',
    );
    return rows;
  }
});
