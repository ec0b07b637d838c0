import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { issueEvents } from '../../src/domain/issues/index.js';
import { CommitBell, EventRecorder } from '../../src/platform/events/index.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the command line', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    const recorder = new EventRecorder(issueEvents, new CommitBell(dataSource, () => undefined));
    await recorder.recordEvents(dataSource.manager, [
      { aggregate: '1', action: 'opened' },
      { aggregate: '1', action: 'reopened' },
      { aggregate: '2', action: 'opened' },
    ]);
    // As a worker of the application would have declared it.
    await dataSource.query(
      `INSERT INTO backstory.delivery_routes (kind, item_type, event, subscriber)
       VALUES ('event', 'Issue', '*', 'archive'), ('event', '*', '*', 'all')`,
    );
    await dataSource.destroy();
  });

  afterAll(() => database?.drop());

  async function backstory(...line: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = [];
    const code = await runCli(COMMANDS, line, {
      print: (text) => lines.push(text),
      printError: (text) => lines.push(text),
      env: { DATABASE_URL: database.url },
    });
    return { code, text: lines.join('\n') };
  }

  it('replays events to an inbox, whose process need not run', async () => {
    const dry = await backstory('events:replay', 'archive', '--dry-run');
    expect(dry).toEqual({
      code: 0,
      text: 'Dry run, nothing is delivered: 3 of 3 events, 3 deliveries.',
    });
    expect(await query(database.url, 'SELECT FROM backstory.deliveries')).toHaveLength(0);

    const line = ['events:replay', 'archive', '--actions', 'opened', '--name', 'new-archive'];
    expect((await backstory(...line)).text).toBe('done: 2 of 2 events, 2 deliveries.');
    expect(await backstory(...line, '--aggregate', 'issue')).toMatchObject({ code: 0 });
    const deliveries = await query(
      database.url,
      `SELECT subscriber, replay, item_id, event, state FROM backstory.deliveries ORDER BY id`,
    );
    const common = { subscriber: 'archive', replay: 'new-archive', event: 'opened' };
    expect(deliveries).toEqual([
      { ...common, item_id: '1', state: 'pending' },
      { ...common, item_id: '2', state: 'pending' },
    ]);
  });

  it('replays changes to a processor, by time, record or key, and counts them first', async () => {
    await query(
      database.url,
      `INSERT INTO backstory.delivery_routes
         (kind, item_type, event, subscriber, ordered, line, key_columns)
       VALUES ('version', 'Tag', 'create', 'tag-names', true, 'key', '{name}')`,
    );
    await query(database.url, "INSERT INTO tags (name) VALUES ('red'), ('green'), ('blue')");

    const dry = await backstory('capture', 'replay', 'tag-names', '--dry-run');
    const line = ['capture', 'replay', 'tag-names', '--key', 'green', '--name', 'once'];
    const first = await backstory(...line);
    const again = await backstory(...line, '--restart');
    const later = await backstory('capture', 'replay', 'tag-names', '--since', '2999-01-01');

    const answers = [dry, first, again, later].map(({ text }) => text);
    expect(answers).toEqual([
      'Dry run, nothing is delivered: 3 of 3 changes, 3 deliveries.',
      'done: 1 of 1 changes, 1 deliveries.',
      'done: 1 of 1 changes, 0 deliveries.',
      'done: 0 of 0 changes, 0 deliveries.',
    ]);
    expect(
      await query(
        database.url,
        "SELECT target, ordering_key, replay FROM backstory.deliveries WHERE kind = 'version'",
      ),
    ).toEqual([{ target: 'green', ordering_key: 'green', replay: 'once' }]);
  });

  it('lists what was started', async () => {
    const { code, text } = await backstory('events:backfill');

    expect(code).toBe(0);
    expect(text).toContain('replay:archive:new-archive: done, 2 of 2 events');
  });

  it('says that the tables of events are as they should be', async () => {
    const { code, text } = await backstory('events:migration', 'issue', '--check');

    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('Nothing to do') });
  });

  it.each([
    [['capture', 'replay'], 2, 'To which change processor?'],
    [['capture', 'replay', 'nobody'], 1, 'no change processor "nobody"; there are:'],
    [['capture', 'replay', 'tag-names', '--since', 'x'], 1, 'since must be a day or a moment'],
    [['events:replay'], 2, 'To which inbox?'],
    [['events:replay', 'nobody'], 1, 'no inbox "nobody" wants events; there are: all, archive'],
    [['events:replay', 'all'], 2, 'Give --aggregate'],
    [['events:replay', 'archive', '--aggregate', 'x'], 2, 'Name one of: invoice, issue'],
    [['events:replay', 'archive', '--actions', 'sold'], 1, '"sold" is no event of issue'],
    [['events:replay', 'archive', '--since', 'yesterday'], 1, 'since is no moment'],
    [['events:replay', 'archive', '--name', 'No Name'], 1, 'lower-case'],
    [['events:backfill', 'nothing'], 1, 'there is no backfill "nothing"'],
    [['events:backfill', '--pause'], 2, 'Name one backfill'],
    [['events:backfill', 'x', '--pause', '--restart'], 2, 'at most'],
  ])('refuses %j with exit code %i', async (line, code, text) => {
    const run = await backstory(...line);

    expect(run.code).toBe(code);
    expect(run.text).toContain(text);
    expect(run.text).not.toContain('    at ');
  });
});
