import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import {
  Communicator,
  MessageManager,
  MessagePublisher,
  SyncMessages,
  SyncStatus,
} from '../../src/platform/sync/index.js';
import { eventually } from '../support/eventually.js';
import { CONTESTED, Ledger } from './support/ledger.entity.js';
import { startLedgerApp, type LedgerApp } from './support/start-ledger-app.js';

const credentials = [{ username: 'keeper', password: 'open-sesame' }];

const row = async (app: LedgerApp, id: string) =>
  (await app.query<{ row: string }>('SELECT l::text AS row FROM ledgers l WHERE id = $1', [id]))[0]
    ?.row;

const parkedAt = async (app: LedgerApp) =>
  (await app.context.get(SyncMessages).list('inbound', { state: 'parked' }, { limit: 10 })).items;

const contestedRows = async (app: LedgerApp) =>
  Object.fromEntries(
    await Promise.all(
      CONTESTED.map(async (table) => {
        const [values] = await app.query<object>(`SELECT one, other FROM ${table}`);
        return [table, values] as const;
      }),
    ),
  );

describe('values', () => {
  let here: LedgerApp;
  let there: LedgerApp;

  beforeAll(async () => {
    const mode = 'backstory';
    there = await startLedgerApp({ name: 'there', peers: [{ name: 'here', credentials, mode }] });
    here = await startLedgerApp({
      name: 'here',
      peers: [{ name: 'there', credentials, mode, url: there.url }],
    });
  });

  afterAll(async () => {
    await here.close();
    await there.close();
  });

  /** Exchanges until what was written on both sides has been sent. */
  async function exchange(): Promise<void> {
    for (const app of [here, there]) {
      await eventually(async () => {
        const [open] = await app.query<{ open: boolean }>(
          `SELECT EXISTS (SELECT 1 FROM backstory.outbox) OR EXISTS (
             SELECT 1 FROM backstory.deliveries WHERE state IN ('pending', 'queued')) AS open`,
        );
        return !open!.open;
      });
    }
    await here.context.get(Communicator).communicate('there');
  }

  it('arrive as they are in the database, null and absent apart', async () => {
    const rows = await here.query<{ id: string }>(`
      INSERT INTO ledgers (big, amount, day, at, wall, flag, tags, data, raw, span) VALUES
      (9223372036854775807, '12345678901234567890.123456789000', '0044-03-15 BC',
        '2026-11-21 16:22:25.586001+02', '2026-03-29 02:30:00.000001', true, '{"a,b","c\\"d",NULL}',
        '{"n": 12345678901234567890, "deep": [{"e": 1e400}], "s": "😀 \\u2028 & <"}', '\\x00ff',
        '1 year -2 days 03:04:05.000006'),
      (NULL, 'NaN', 'infinity', '-infinity', NULL, NULL, '{}', '{"x": null}', '\\x', NULL)
      RETURNING id`);
    await exchange();

    for (const { id } of rows) {
      expect(await row(there, id)).toBe(await row(here, id));
    }
    const [{ id } = { id: '' }] = rows;
    await there.query(`UPDATE ledgers SET internal = 'ours', user_id = 5 WHERE id = $1`, [id]);
    await exchange();
    await here.query(`UPDATE ledgers SET flag = NULL, amount = 0.10 WHERE id = $1`, [id]);
    await exchange();
    const [after] = await there.query<Record<string, unknown>>(
      'SELECT flag, amount, internal, user_id, big FROM ledgers WHERE id = $1',
      [id],
    );
    expect(after).toEqual({
      flag: null,
      amount: '0.10',
      internal: 'ours',
      user_id: '5',
      big: '9223372036854775807',
    });
  });

  it('keep secrets and what is excepted at home, and go by another name', async () => {
    const [{ id } = { id: '' }] = await here.query<{ id: string }>(
      `INSERT INTO ledgers (note, password, internal, user_id)
       VALUES ('named otherwise there', 'geheim', 'stays', 7) RETURNING id`,
    );
    await exchange();

    const [copy] = await there.query<object>(
      'SELECT note, remark, password, internal, user_id FROM ledgers WHERE id = $1',
      [id],
    );
    expect(copy).toEqual({
      note: null,
      remark: 'named otherwise there',
      password: null,
      internal: null,
      user_id: null,
    });
    const sent = await here.query<{ body: string }>(
      'SELECT body FROM backstory.outbound_messages ORDER BY seq DESC LIMIT 1',
    );
    expect(sent[0]!.body).toMatch(/^\{"accounting\/ledger":\{"id":\d+,/);
    expect(sent[0]!.body).not.toMatch(/geheim|redacted|stays/);
  });

  it('that both sides changed wait for a person, who takes either', async () => {
    const contested = async (): Promise<string> => {
      const [{ id } = { id: '' }] = await here.query<{ id: string }>(
        'INSERT INTO ledgers (big) VALUES (9007199254740993) RETURNING id',
      );
      await exchange();
      await here.query('UPDATE ledgers SET big = 9007199254740995, flag = true WHERE id = $1', [
        id,
      ]);
      await there.query('UPDATE ledgers SET big = 9007199254740997 WHERE id = $1', [id]);
      await exchange();
      return id;
    };
    const theirs = await contested();
    const [at] = await parkedAt(there);
    const [conflict] = (await there.context.get(SyncStatus).conflicts({}, 10)).items;
    expect(conflict).toMatchObject({
      fields: ['big'],
      ours: { big: '9007199254740997' },
      theirs: { big: '9007199254740995' },
      decision: 'parked',
    });
    await there.context.get(MessageManager).retry(at!.seq);
    const [mirrored] = await parkedAt(here);
    await here.context.get(MessageManager).skip(mirrored!.seq, 'ours is right');
    await exchange();
    expect(await row(there, theirs)).toBe(await row(here, theirs));
    expect(await row(here, theirs)).toContain('9007199254740995');
    expect([await parkedAt(here), await parkedAt(there)]).toEqual([[], []]);
  });

  it('that both sides changed are decided as the entity says', async () => {
    const begin = Date.now();
    const at = (second: number, app: LedgerApp, table: string, column: string, value: string) =>
      runInNewContext({ occurredAt: new Date(begin + second * 1_000).toISOString() }, () =>
        app.query(`UPDATE ${table} SET ${column} = $1 WHERE id = 1`, [value]),
      );
    for (const table of CONTESTED) {
      await here.query(`INSERT INTO ${table} (id, one, other) VALUES (1, 'old', 'old')`);
    }
    await exchange();
    for (const table of CONTESTED) {
      await at(1, here, table, 'one', 'here, first');
      await at(2, there, table, 'one', 'there, second');
      await at(3, there, table, 'other', 'there, third');
      await at(4, here, table, 'other', 'here, fourth');
    }
    // What one side keeps it tells the other.
    for (let round = 0; round < 3; round += 1) await exchange();

    const decided = {
      central_wins: { one: 'here, first', other: 'here, fourth' },
      last_writer_wins: { one: 'here, first', other: 'here, fourth' },
      field_merge: { one: 'there, second', other: 'here, fourth' },
    };
    expect(await contestedRows(here)).toMatchObject({
      ...decided,
      park: { one: 'here, first', other: 'here, fourth' },
    });
    expect(await contestedRows(there)).toMatchObject({
      ...decided,
      park: { one: 'there, second', other: 'there, third' },
    });

    // Whoever writes last wins against the central side, too.
    await at(5, here, 'central_wins', 'one', 'here, fifth');
    await at(6, there, 'central_wins', 'one', 'there, sixth');
    await at(5, here, 'last_writer_wins', 'one', 'here, fifth');
    await at(6, there, 'last_writer_wins', 'one', 'there, sixth');
    for (let round = 0; round < 3; round += 1) await exchange();
    for (const app of [here, there]) {
      expect(await contestedRows(app)).toMatchObject({
        central_wins: { one: 'here, fifth' },
        last_writer_wins: { one: 'there, sixth' },
      });
    }
  });

  it('of a record that was there before are sent by hand', async () => {
    await here.query('ALTER TABLE ledgers DISABLE TRIGGER USER');
    await here.query(`INSERT INTO ledgers (id, note) VALUES (900, 'an old one')`);
    await here.query('ALTER TABLE ledgers ENABLE TRIGGER USER');
    const ledger = Object.assign(new Ledger(), { id: '900' });
    await here.context.get(MessagePublisher).publish(ledger);
    await exchange();

    expect(await there.query('SELECT remark FROM ledgers WHERE id = 900')).toEqual([
      { remark: 'an old one' },
    ]);
    const [next] = await there.query<{ id: string }>(
      'INSERT INTO ledgers DEFAULT VALUES RETURNING id',
    );
    expect(next!.id).toBe('901');
  });
});
