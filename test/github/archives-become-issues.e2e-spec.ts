import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBackstory } from '../support/cli/run-backstory.js';
import { createTestApp } from '../support/create-test-app.js';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { ArchiveFixture } from '../support/github/archive-fixture.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const KILLS = 2;

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Buffer): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

const run = (source: string) => runBackstory(database.url, ['import-github-events', source]);

/** The issues here, in the words of the fixture. */
async function issues(): Promise<unknown[]> {
  return query(
    database.url,
    `SELECT projects.name AS repository, issue.number, issue.title, issue.state,
       ARRAY(SELECT labels.name FROM issues_labels JOIN labels ON labels.id = label_id
             WHERE issue_id = issue.id ORDER BY labels.name) AS labels,
       ARRAY(SELECT body FROM issue_comments WHERE issue_id = issue.id ORDER BY id) AS comments
     FROM issues AS issue JOIN projects ON projects.id = issue.project_id
     ORDER BY repository, number`,
  );
}

function expectedOf({ issues: all }: ArchiveFixture): unknown[] {
  return all.toSorted(
    (one, other) => one.repository.localeCompare(other.repository) || one.number - other.number,
  );
}

/** How much was recorded: nothing may be in it twice. */
async function recorded({ url } = database): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    url,
    `SELECT (SELECT count(*)::int FROM backstory.versions) AS versions,
       (SELECT count(*)::int FROM issue_events) AS events,
       (SELECT count(*)::int FROM issue_comments) AS comments,
       (SELECT count(*)::int FROM github_deliveries) AS deliveries`,
  );
  return row!;
}

/** How far the import got. */
async function linesRead(): Promise<number> {
  const [row] = await query<{ lines: string }>(
    database.url,
    'SELECT coalesce(max(lines), 0) AS lines FROM github_imports',
  );
  return Number(row!.lines);
}

describe('an archive', () => {
  it('becomes the issues that it tells of, done by their people at their times', async () => {
    const fixture = new ArchiveFixture(1).add(120);

    const { code, output } = await run(file('hour.jsonl.gz', gzipSync(fixture.text())));

    expect(code).toBe(0);
    expect(output).toContain(`120 lines in`);
    expect(output).toContain(`${fixture.events} events of issues`);
    expect(output).toMatch(/Of types that are not mirrored: \d+ PushEvent\./);
    expect(await issues()).toEqual(expectedOf(fixture));
    const events = await query<{ action: string; actor: string; source: string; at: Date }>(
      database.url,
      `SELECT action, actor_id AS actor, occurred_at AS at FROM issue_events ORDER BY id`,
    );
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set([
        'opened',
        'renamed',
        'label_added',
        'label_removed',
        'comment_added',
        'closed',
        'reopened',
      ]),
    );
    expect(events.every(({ actor }) => actor.startsWith('github:'))).toBe(true);
    expect(events.every(({ at }) => at.toISOString().startsWith('2024-03-01T'))).toBe(true);
    const sources = await query(
      database.url,
      `SELECT DISTINCT source FROM backstory.versions WHERE item_type LIKE 'Issue%'`,
    );
    expect(sources).toEqual([{ source: 'replay' }]);
  });

  it('that was imported, also under another name or in part, adds nothing', async () => {
    const fixture = new ArchiveFixture(2).add(60);
    await run(file('one.jsonl', fixture.text()));
    const before = await recorded();

    const again = await run(file('two.jsonl', fixture.text()));
    expect(again.output).toContain('Nothing new (60 were read before).');
    const part = await run(file('part.jsonl', fixture.lines.slice(20, 50).join('\n')));
    expect(part.output).toMatch(/0 mirrored, 0 unchanged, 0 stale, \d+ seen before/);

    expect(await recorded()).toEqual(before);
  });

  it('is history: it shows in the feed, and nobody is sent anything', async () => {
    const fixture = new ArchiveFixture(7).add(30);
    await run(file('hour.jsonl', fixture.text()));

    const test = await createTestApp({ databaseUrl: database.url, roles: ['relay'] });
    try {
      await eventually(async () =>
        expect(await query(database.url, 'SELECT 1 FROM backstory.outbox LIMIT 1')).toEqual([]),
      );
    } finally {
      await test.close();
    }

    const [told] = await query<{ entries: number; routes: number; deliveries: number }>(
      database.url,
      `SELECT (SELECT count(*)::int FROM backstory.feed_entries WHERE kind = 'event') AS entries,
         (SELECT count(*)::int FROM backstory.delivery_routes WHERE kind = 'event') AS routes,
         (SELECT count(*)::int FROM backstory.deliveries WHERE kind = 'event') AS deliveries`,
    );
    expect(told).toMatchObject({ deliveries: 0 });
    expect(told!.entries).toBeGreaterThanOrEqual(fixture.events);
    expect(told!.routes).toBeGreaterThan(0);
  });

  it('with broken lines is imported but for those, and names them', async () => {
    const fixture = new ArchiveFixture(3)
      .add(10)
      .addLine('{"id": "1", "type": "IssuesEvent"')
      .addLine('')
      .addLine('[]')
      .addLine(String.raw`{"a":"\u0000"}`)
      .addLine(`{"__proto__":1}`)
      .add(10);

    const { code, output, complaint } = await run(file('broken.jsonl', fixture.text()));

    expect(code).toBe(0);
    expect(output).toContain('4 broken lines.');
    expect(complaint.split('\n')).toEqual([
      'broken.jsonl, line 11 is left out: it is not JSON.',
      expect.stringMatching(/line 13 is left out: it: /),
      'broken.jsonl, line 14 is left out: a contains a NUL character.',
      'broken.jsonl, line 15 is left out: __proto__ is not allowed as a key.',
    ]);
    expect(await issues()).toEqual(expectedOf(fixture));
  });

  it('that breaks off keeps what came before, and goes on with the whole one', async () => {
    const fixture = new ArchiveFixture(4).add(150);
    const whole = gzipSync(fixture.text());

    const broken = await run(file('cut.jsonl.gz', whole.subarray(0, Math.floor(whole.length / 2))));
    expect(broken.code).toBe(1);
    expect(broken.complaint).toMatch(/cannot be read after line \d+ \(unexpected end of file\)/);
    expect((await issues()).length).toBeGreaterThan(0);

    expect((await run(file('whole.jsonl.gz', whole))).code).toBe(0);
    expect(await issues()).toEqual(expectedOf(fixture));
  });

  it('is refused when it is not there', async () => {
    const { code, complaint } = await run(path.join(folder, 'missing.jsonl'));

    expect([code, complaint]).toEqual([1, expect.stringContaining('cannot be read (ENOENT')]);
  });
});

describe('an import', () => {
  let program: ChildProgram;

  beforeAll(async () => {
    program = await compileProgram('src/cli/main.ts');
  });

  it('that is killed goes on where it was, with nothing lost and nothing doubled', async () => {
    const fixture = new ArchiveFixture(5).add(400);
    const source = file('hour.jsonl.gz', gzipSync(fixture.text()));
    const stops: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const environment = { DATABASE_URL: database.url, NODE_ENV: 'test' };
      const running = program.start(environment, ['import-github-events', source]);
      await eventually(async () => expect(await linesRead()).toBeGreaterThan(stops.at(-1) ?? 0), {
        within: 60_000,
        every: 5,
      });
      await running.kill('SIGKILL');
      stops.push(await linesRead());
    }

    const { code } = await run(source);

    expect(code).toBe(0);
    expect(stops.at(-1)).toBeLessThan(400);
    expect(await linesRead()).toBe(400);
    expect(await issues()).toEqual(expectedOf(fixture));
    const killed = await recorded();
    const other = await createTestDatabase();
    try {
      await runBackstory(other.url, ['import-github-events', source]);
      expect(killed).toEqual(await recorded(other));
    } finally {
      await other.drop();
    }
  }, 120_000);

  it('does not run twice at once', async () => {
    const fixture = new ArchiveFixture(6).add(150);
    const source = file('hour.jsonl', fixture.text());

    const runs = await Promise.all([run(source), run(source)]);

    expect(runs.map(({ code }) => String(code)).toSorted()).toEqual(['0', '1']);
    expect(runs.map(({ complaint }) => complaint).join('')).toContain('Another process imports');
    expect(await issues()).toEqual(expectedOf(fixture));
  });
});
