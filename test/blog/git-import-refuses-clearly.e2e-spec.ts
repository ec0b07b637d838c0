import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitFixture } from '../support/git/git-fixture.js';
import { importGit } from '../support/git/import-git.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'backstory-odd-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
});

async function withRepository(work: (fixture: GitFixture) => Promise<void>): Promise<void> {
  const fixture = new GitFixture();
  try {
    await work(fixture);
  } finally {
    fixture.dispose();
  }
}

describe('an import that cannot be', () => {
  it.each([
    [[], 2, 'Which repository?'],
    [['.', '--limit', '0'], 2, '--limit 0 is no number'],
    [['.', '--limit', '1e3'], 2, '--limit 1e3 is no number'],
    [['.', '--as', '../x'], 2, '--as ../x is no name'],
    [['/no/such/folder'], 1, 'there is no such folder'],
    [['src'], 1, 'Name the top folder'],
    [[tmpdir()], 1, 'is not a git repository'],
  ])('says why and what to do: %j', async (args, code, words) => {
    const outcome = await importGit(database.url, args);
    expect([outcome.code, outcome.complaint]).toEqual([code, expect.stringContaining(words)]);
  });

  it('names the branches there are', () =>
    withRepository(async (fixture) => {
      const empty = await importGit(database.url, [fixture.folder]);
      expect([empty.code, empty.complaint]).toEqual([1, expect.stringContaining('no commits yet')]);
      fixture.commit({ branch: 'trunk', files: [['a', 'b']] });
      const unborn = await importGit(database.url, [fixture.folder]);
      expect(unborn.complaint).toContain('Choose a branch with --branch: trunk.');
      const unknown = await importGit(database.url, [fixture.folder, '--branch', '--help-me']);
      expect(unknown.code).toBe(2);
      const missing = await importGit(database.url, [fixture.folder, '--branch=-x']);
      expect(missing.complaint).toContain('There is no branch "-x". Choose one of: trunk.');
      const found = await importGit(database.url, [fixture.folder, '--branch', 'trunk']);
      expect(found.code).toBe(0);
    }));

  it('asks for git where there is none', async () => {
    const { code, complaint } = await importGit(database.url, ['.'], { PATH: folder });
    expect([code, complaint]).toEqual([1, expect.stringContaining('Install git')]);
  });

  it('refuses a clone without its beginning', () =>
    withRepository(async (fixture) => {
      fixture.commit({ files: [['a', 'b']] }, { files: [['a', 'c']] });
      const shallow = `${fixture.folder}-shallow`;
      fixture.git(['clone', '-q', '--bare', '--depth=1', `file://${fixture.folder}`, shallow]);
      const { complaint } = await importGit(database.url, [shallow]);
      expect(complaint).toContain('git fetch --unshallow');
    }));

  it('stops at a missing object, and goes on once it is back', () =>
    withRepository(async (fixture) => {
      fixture.commit({ files: [['a', 'first']] }, { files: [['a', 'second']] });
      fixture.git(
        ['unpack-objects', '-q'],
        fixture.git(['pack-objects', '--all', '--stdout', '-q']),
      );
      const blob = fixture.lines(['rev-parse', 'main:a'])[0]!;
      const hidden = fixture.git(['cat-file', 'blob', blob]);
      rmSync(path.join(fixture.folder, 'objects', 'pack'), { recursive: true });
      rmSync(path.join(fixture.folder, 'objects', blob.slice(0, 2), blob.slice(2)), {
        force: true,
      });
      const broken = await importGit(database.url, [fixture.folder]);
      expect([broken.code, broken.complaint]).toEqual([1, expect.stringContaining('missing')]);
      fixture.git(['hash-object', '-w', '--stdin'], hidden);
      const mended = await importGit(database.url, [fixture.folder, '--verify']);
      expect(mended.output).toContain('1 imported before');
      expect(mended).toMatchObject({
        code: 0,
        output: expect.stringContaining(': 0 differences.'),
      });
    }));
});

describe('a hostile repository', () => {
  it('gets nothing run', () =>
    withRepository(async (fixture) => {
      const mark = path.join(folder, 'was-run');
      const script = path.join(folder, 'evil.sh');
      writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`);
      chmodSync(script, 0o755);
      fixture.commit(
        {
          files: [
            ['.gitattributes', '* diff=evil filter=evil\n'],
            ['a', 'one'],
          ],
        },
        { files: [['a', 'two']] },
      );
      for (const name of [
        'core.fsmonitor',
        'core.pager',
        'core.sshCommand',
        'core.editor',
        'diff.external',
        'diff.evil.command',
        'diff.evil.textconv',
        'filter.evil.smudge',
        'gpg.program',
        'credential.helper',
        'core.alternateRefsCommand',
      ]) {
        fixture.git(['config', name, script]);
      }
      fixture.git(['config', 'core.hooksPath', folder]);
      fixture.git(['config', 'log.showSignature', 'true']);
      fixture.git(['config', 'remote.evil.url', `ext::${script}`]);
      fixture.git(['config', 'remote.evil.promisor', 'true']);
      fixture.git(['config', 'protocol.ext.allow', 'always']);
      const pointing = { GIT_DIR: '/nowhere', GIT_EXTERNAL_DIFF: script, GIT_PAGER: script };

      const { code, output } = await importGit(
        database.url,
        [fixture.folder, '--verify'],
        pointing,
      );
      const blob = fixture.lines(['rev-parse', 'main:a'])[0]!;
      rmSync(path.join(fixture.folder, 'objects'), { recursive: true });
      await importGit(database.url, [fixture.folder, '--verify-only'], pointing);

      expect([code, output]).toEqual([0, expect.stringContaining(': 0 differences.')]);
      expect([blob.length, existsSync(mark)]).toEqual([40, false]);
    }));
});
