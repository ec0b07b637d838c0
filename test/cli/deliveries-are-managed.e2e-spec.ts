import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryDesk } from '../../src/platform/deliveries/index.js';
import { runBackstory, type CliOutcome } from '../support/cli/run-backstory.js';
import { compileProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const DEAD = 10_000;

describe('backstory deliveries', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await query(
      database.url,
      `INSERT INTO backstory.deliveries (kind, ref_id, subscriber, target, item_type, item_id, event,
         aggregate_type, aggregate_id, correlation_id, state, attempts, last_error)
       SELECT 'event', n, 'mail', '', 'Issue', n::text, 'opened', 'Issue', n::text, 'c-' || n, 'dead', 8,
         E'the server\\nis away' FROM generate_series(1, 5) AS n
       UNION ALL
       SELECT 'event', n, 'slack', '', 'Issue', n::text, 'closed', 'Issue', n::text, NULL, 'pending', 0,
         NULL FROM generate_series(6, 7) AS n
       ORDER BY 2`,
    );
  });

  afterAll(() => database?.drop());

  const backstory = (...line: string[]): Promise<CliOutcome> =>
    runBackstory(database.url, ['deliveries', ...line]);
  const count = async (condition: string): Promise<number> => {
    const [row] = await query<{ n: number }>(
      database.url,
      `SELECT count(*)::int AS n FROM backstory.deliveries WHERE ${condition}`,
    );
    return row!.n;
  };

  it('lists what matches, newest first, and says how to go on', async () => {
    const { code, output } = await backstory('list', '--state', 'dead,pending', '--limit', '3');
    const lines = output.split('\n');

    expect(code).toBe(0);
    expect(lines.map((line) => line.trim().split(/\s+/)[0])).toEqual(['7', '6', '5', 'There']);
    expect(lines[2]).toMatch(/dead +mail +Issue:5 opened +8 attempts +the server is away$/);
    expect((await backstory('list', '--of', 'Issue:2')).output).toMatch(/^ +2 /);
    expect((await backstory('list', '--after', '1')).output).toBe('No delivery matches.');
  });

  it('says what it would do, then retries all that match, with the command as the actor', async () => {
    const filter = ['--subscriber', 'mail', '--event', 'opened'];
    expect(await backstory('retry', ...filter, '--dry-run')).toMatchObject({
      code: 0,
      output: 'Dry run, nothing is changed: 5 deliveries match.',
    });
    expect(await count("state = 'dead'")).toBe(5);

    expect(await backstory('retry', ...filter)).toMatchObject({
      code: 0,
      output: 'done: 5 of 5 deliveries.',
    });
    expect(await count("state = 'pending' AND attempts_base = 8")).toBe(5);
    const tasks = await query(database.url, 'SELECT actor FROM backstory.delivery_tasks');
    expect(tasks).toEqual([{ actor: 'cli:deliveries' }]);
  });

  it('skips those named for a reason, and tells of the one that it could not', async () => {
    const { code, output, complaint } = await backstory('skip', '6', '999', '-r', 'sent by hand');

    expect(code).toBe(1);
    expect(output).toContain('skipped');
    expect(complaint).toContain('there is no delivery 999\n1 of 2 could not be done.');
    expect(await count("state = 'skipped' AND skip_reason = 'sent by hand'")).toBe(1);
  });

  it.each([
    [['retry'], 'Which?'],
    [['retry', '1', '--all'], 'Which?'],
    [['retry', 'one'], '"one" is no id'],
    [['retry', '--all', '--state', 'done'], 'must be of dead, parked, skipped'],
    [['skip', '1'], 'Why?'],
    [['list', '--of', 'Issue'], 'write Issue:42'],
    [['list', '--state', 'gone'], 'must be of pending'],
    [['list', '--limit', '0'], 'from 1 to 200'],
    [['list', '--nonsense'], '--nonsense'],
  ])('refuses %j with exit code 2', async (line, text) => {
    const { code, complaint } = await backstory(...line);

    expect(code).toBe(2);
    expect(complaint).toContain(text);
    expect(complaint).toContain(`Usage: backstory deliveries ${line[0]}`);
  });

  it('leaves a task that was killed to the next one, who does the rest and nothing twice', async () => {
    await query(
      database.url,
      `INSERT INTO backstory.deliveries (kind, ref_id, subscriber, item_type, item_id, event,
         aggregate_type, aggregate_id, state)
       SELECT 'event', n, 'many', 'T', '1', 'e', 'T', '1', 'dead' FROM generate_series(1, $1::int) AS n`,
      [DEAD],
    );
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    const program = await compileProgram('test/cli/fixtures/task.program.ts');
    try {
      const { tasks } = deliveryDesk(dataSource);
      const { id } = await tasks.start('retry', { subscriber: 'many', state: ['dead'] });
      const worker = program.start({ DATABASE_URL: database.url, TASK: id });
      await eventually(async () => (await tasks.get(id)).processed > 0, {
        within: 25_000,
        every: 5,
      });
      await worker.kill();
      const killed = await tasks.get(id);
      expect(killed).toMatchObject({ state: 'running', total: DEAD });
      expect(killed.processed).toBeLessThan(DEAD);
      expect(await count("subscriber = 'many' AND state = 'pending'")).toBe(killed.changed);

      const end = await tasks.complete(id);

      expect(end).toMatchObject({ state: 'done', total: DEAD, processed: DEAD, changed: DEAD });
      expect(await count("subscriber = 'many' AND state = 'pending'")).toBe(DEAD);
    } finally {
      await dataSource.destroy();
    }
  });
});
