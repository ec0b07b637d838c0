import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type MigrationInterface } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsMigration } from '../../src/cli/commands/events-migration.command.js';
import { runCli } from '../../src/cli/run-cli.js';
import {
  defineEvents,
  EventsModule,
  EVENTS_MIGRATIONS,
  type AggregateEvents,
} from '../../src/platform/events/index.js';
import { OUTBOX_MIGRATIONS } from '../../src/platform/outbox/index.js';
import { compileMigration } from '../support/compile-migration.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

const first = defineEvents('van', { loaded: {}, parked: {} });
const second = defineEvents('van', { loaded: {}, washed: {} });

describe('the table of an aggregate’s events', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'events-migration-'));
    database = await createEmptyDatabase();
    dataSource = new DataSource({
      type: 'postgres',
      url: database.url,
      migrations: [...OUTBOX_MIGRATIONS, ...EVENTS_MIGRATIONS],
    });
    await dataSource.initialize();
    await dataSource.runMigrations();
  });

  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await dataSource.query('DROP TABLE IF EXISTS van_events');
  });

  it('is created by a generated migration, and let go by its way back', async () => {
    await expect(boot(first)).rejects.toThrow(
      'the table van_events does not exist\nRun "npm run backstory -- events:migration van"',
    );

    const { migration, output } = await generate(first);
    expect(output).toContain('the table van_events does not exist');
    await run(migration!, 'up');
    await boot(first);
    expect((await generate(first)).output).toContain('Nothing to do');

    await run(migration!, 'down');
    await expect(boot(first)).rejects.toThrow('does not exist');
  });

  it('takes new actions after another migration, and keeps those that history holds', async () => {
    await run((await generate(first)).migration!, 'up');
    await insert('parked');
    await expect(boot(second)).rejects.toThrow('the table van_events refuses washed');

    const { migration, source } = await generate(second);
    expect(source).toContain("CHECK (action IN ('loaded', 'parked', 'washed'))");
    await run(migration!, 'up');

    await boot(second);
    await insert('washed');
    await insert('parked');
    await boot(first);
  });

  it('is missed, too, when somebody dropped its constraint', async () => {
    await run((await generate(first)).migration!, 'up');
    await dataSource.query('ALTER TABLE van_events DROP CONSTRAINT van_events_action_check');

    await expect(boot(first)).rejects.toThrow('has no constraint van_events_action_check');
    await run((await generate(first)).migration!, 'up');
    await boot(first);
  });

  it.each([
    [['lorry'], 2, 'No events are defined for "lorry"; defined are: van.'],
    [[], 2, 'Of which aggregate? Events are defined for: van.'],
    [['van', '--check'], 1, 'Run "npm run backstory -- events:migration van"'],
  ])('is not written for %j', async (args, code, text) => {
    const answer = await command(first, args);

    expect(answer.code).toBe(code);
    expect(answer.output).toContain(text);
    expect(await readdir(folder)).toEqual([]);
  });

  it('belongs to one definition', async () => {
    await expect(boot(first, second)).rejects.toThrow('has events already');
  });

  async function generate(events: AggregateEvents) {
    const { output } = await command(events, ['van', '--out', folder]);
    const [fileName] = await readdir(folder);
    if (fileName === undefined) {
      return { output };
    }
    const source = await readFile(path.join(folder, fileName), 'utf8');
    await rm(path.join(folder, fileName));
    const className = /export class (\w+)/.exec(source)![1]!;
    return { output, source, migration: await compileMigration({ source, className }) };
  }

  async function run(migration: MigrationInterface, direction: 'up' | 'down'): Promise<void> {
    const queryRunner = dataSource.createQueryRunner();
    try {
      await migration[direction](queryRunner);
    } finally {
      await queryRunner.release();
    }
  }

  async function command(events: AggregateEvents, args: string[]) {
    const lines: string[] = [];
    const code = await runCli([eventsMigration([events])], ['events:migration', ...args], {
      print: (line) => lines.push(line),
      printError: (line) => lines.push(line),
      env: { DATABASE_URL: database.url },
    });
    return { code, output: lines.join('\n') };
  }

  async function insert(action: string): Promise<void> {
    await dataSource.query(
      `INSERT INTO van_events (van_id, action, actor_id, actor_type, correlation_id)
       VALUES ('1', $1, 'alice', 'user', 'c')`,
      [action],
    );
  }

  async function boot(...aggregates: AggregateEvents[]): Promise<void> {
    const module = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({ type: 'postgres', url: database.url }),
        EventsModule.forRoot({}),
        ...aggregates.map((events) => EventsModule.forFeature([events])),
      ],
    }).compile();
    try {
      await module.init();
    } finally {
      await module.close();
    }
  }
});
