import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Communicator,
  MessageManager,
  MessagePublisher,
  SyncMessages,
  SyncStatus,
} from '../../src/platform/sync/index.js';
import { eventually } from '../support/eventually.js';
import { Ledger } from './support/ledger.entity.js';
import { startLedgerApp, type LedgerApp } from './support/start-ledger-app.js';

const credentials = [{ username: 'keeper', password: 'open-sesame' }];

const row = async (app: LedgerApp, id: string) =>
  (await app.query<{ row: string }>('SELECT l::text AS row FROM ledgers l WHERE id = $1', [id]))[0]
    ?.row;

const parkedAt = async (app: LedgerApp) =>
  (await app.context.get(SyncMessages).list('inbound', { state: 'parked' }, { limit: 10 })).items;

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
