import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { GitFixture } from '../support/git/git-fixture.js';
import { importGit } from '../support/git/import-git.js';
import { openTrail, type Trail } from '../support/git/open-trail.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const COMMITS = 150;
const KILLS = 3;

let fixture: GitFixture;
let database: TestDatabase;
let trail: Trail;

beforeEach(async () => {
  fixture = new GitFixture();
  database = await createTestDatabase();
  trail = await openTrail(database.url);
});
afterEach(async () => {
  await trail.close();
  await database.drop();
  fixture.dispose();
});

async function count(table: 'git_imports' | 'versions'): Promise<number> {
  const [row] = await trail.dataSource.query<{ n: number }[]>(
    table === 'versions'
      ? "SELECT count(*)::int AS n FROM backstory.versions WHERE item_type = 'Post'"
      : 'SELECT coalesce(sum(commits), 0)::int AS n FROM git_imports',
  );
  return row!.n;
}

const verify = () => importGit(database.url, [fixture.folder, '--verify-only']);
const agreement = { code: 0, output: expect.stringContaining(': 0 differences.') };

describe('an import that is killed', () => {
  let program: ChildProgram;

  beforeAll(async () => {
    program = await compileProgram('src/cli/main.ts');
  });

  it('goes on where it was, with nothing lost and nothing doubled', async () => {
    const edits = Array.from({ length: COMMITS }, (_, n) => ({
      files: [
        [`file-${n % 7}.txt`, `edit ${n}\n`.repeat(200)],
        [`only-${n}.txt`, `${n}`],
      ] as const,
    }));
    fixture.commit(...edits);
    const environment = { DATABASE_URL: database.url, NODE_ENV: 'test' };
    const stops: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const running = program.start(environment, ['import-git', fixture.folder]);
      const goal = Math.max(...stops, 0) + 10;
      await eventually(async () => expect(await count('git_imports')).toBeGreaterThan(goal), {
        within: 60_000,
        every: 5,
      });
      await pause(Math.random() * 20);
      await running.kill('SIGKILL');
      stops.push(await count('git_imports'));
    }
    const last = program.start(environment, ['import-git', fixture.folder, '--verify']);
    await last.line((line) => line.includes(': 0 differences.'));
    await last.exited;

    expect(Math.max(...stops)).toBeLessThan(COMMITS);
    expect(await count('git_imports')).toBe(COMMITS);
    expect(await count('versions')).toBe(2 * COMMITS);
  }, 240_000);
});

describe('an import that is run again', () => {
  it('takes the oldest commits first, then only the new ones, wherever the clone lies', async () => {
    fixture.commit(...['a', 'b', 'c'].map((text) => ({ files: [['file', text]] as const })));
    const run = (...more: string[]) => importGit(database.url, [fixture.folder, ...more]);

    expect((await run('--limit', '2')).output).toContain('2 commits, 2 versions');
    expect((await run('--limit', '2')).output).toContain('1 commit, 1 version');
    expect((await run()).output).toContain('Nothing new; 1 files are posts.');

    fixture.commit({ files: [['file', null]] }, { files: [['other', 'd']] });
    const clone = `${fixture.folder}-elsewhere`;
    fixture.git(['clone', '-q', '--bare', fixture.folder, clone]);
    const again = await importGit(database.url, [clone, '--verify']);
    expect(again).toMatchObject(agreement);
    expect(again.output).toContain('2 commits, 2 versions (1 created, 0 updated, 1 destroyed)');
  });

  it('is refused when the history was rewritten, from its beginning or later', async () => {
    const root = fixture.commit({ files: [['file', 'a']] });
    fixture.commit({ files: [['file', 'b']] });
    await importGit(database.url, [fixture.folder]);
    fixture.commit({ from: root, files: [['file', 'another b']] });
    const later = await importGit(database.url, [fixture.folder]);
    fixture.git(['update-ref', '-d', 'refs/heads/main']);
    fixture.commit({ branch: 'fresh', files: [['file', 'z']] });
    fixture.git(['branch', '-f', 'main', 'fresh']);
    const anew = await importGit(database.url, [fixture.folder]);

    for (const { code, complaint } of [later, anew]) {
      expect([code, complaint]).toEqual([1, expect.stringContaining('was rewritten since')]);
      expect(complaint).toContain('--as <another name>');
    }
    expect(await count('versions')).toBe(2);
    const beside = await importGit(database.url, [fixture.folder, '--as', 'second', '--verify']);
    expect(beside).toMatchObject(agreement);
  });

  it('keeps repositories with the same paths apart', async () => {
    const other = new GitFixture();
    try {
      fixture.commit({ files: [['readme', 'mine']] }, { files: [['readme', 'mine too']] });
      other.commit({ files: [['readme', 'theirs']] }, { files: [['readme', null]] });
      for (const { folder } of [fixture, other, fixture]) {
        expect((await importGit(database.url, [folder, '--verify'])).code).toBe(0);
      }
      const posts = await trail.dataSource.query('SELECT title, body FROM posts');
      expect(posts).toEqual([{ title: 'readme', body: 'mine too' }]);
      expect(await verify()).toMatchObject(agreement);
    } finally {
      other.dispose();
    }
  });

  it('does not run twice at once', async () => {
    fixture.commit(
      ...Array.from({ length: 40 }, (_, n) => ({ files: [['file', `${n}`]] as const })),
    );
    await importGit(database.url, [fixture.folder, '--limit', '1']);
    const runs = await Promise.all([1, 2].map(() => importGit(database.url, [fixture.folder])));

    expect(runs.map(({ code }) => String(code)).toSorted()).toEqual(['0', '1']);
    expect(runs.map(({ complaint }) => complaint).join('')).toContain('Another process imports');
    expect(await verify()).toMatchObject(agreement);
  });
});

describe('the verification of an import', () => {
  it('finds a version that was tampered with', async () => {
    fixture.commit({ files: [['file', 'a']] }, { files: [['file', 'b']] });
    await importGit(database.url, [fixture.folder]);
    await trail.dataSource.query('ALTER TABLE backstory.versions DISABLE TRIGGER USER');
    await trail.dataSource.query(
      `UPDATE backstory.versions SET object_changes = '{"body": ["a", "B"]}' WHERE event = 'update'`,
    );

    const { code, output, complaint } = await verify();

    expect([code, complaint]).toEqual([1, expect.stringContaining('differs from git in 1 place')]);
    expect(output).toMatch(/"file": the trail has \w{12}, git has \w{12}/);
  });

  it('finds a version that is missing, and says when there is nothing to verify', async () => {
    fixture.commit({ files: [['file', 'a']] }, { files: [['file', 'b']] });
    expect(await verify()).toMatchObject({ code: 1, complaint: expect.stringContaining('never') });
    await importGit(database.url, [fixture.folder]);
    await trail.dataSource.query('ALTER TABLE backstory.versions DISABLE TRIGGER USER');
    await trail.dataSource.query("DELETE FROM backstory.versions WHERE event = 'update'");

    const { output } = await verify();

    expect(output).toContain('"file": the trail has no change, git has');
  });
});
