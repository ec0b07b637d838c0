import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitFixture } from '../support/git/git-fixture.js';
import { type CliOutcome } from '../support/cli/run-backstory.js';
import { importGit } from '../support/git/import-git.js';
import { makeOddHistory, ODD_NAMES } from '../support/git/odd-history.js';
import { openTrail, type Trail } from '../support/git/open-trail.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let fixture: GitFixture;
let database: TestDatabase;
let trail: Trail;
let first: CliOutcome;

beforeAll(async () => {
  fixture = new GitFixture();
  makeOddHistory(fixture);
  database = await createTestDatabase();
  first = await importGit(database.url, [fixture.folder]);
  trail = await openTrail(database.url);
}, 120_000);
afterAll(async () => {
  await trail?.close();
  await database?.drop();
  fixture?.dispose();
});

/** The reading rule of the guide, written a second time: U+FFFD, then a character for each byte. */
const bytes = (text: string) =>
  text.startsWith('\uFFFD') ? Buffer.from(text.slice(1), 'latin1') : Buffer.from(text, 'utf8');
const rawName = (text: string) => bytes(text).toString('latin1');

interface TreeFile {
  readonly name: string;
  readonly content: Buffer;
}

const blobs = new Map<string, Buffer>();

/** Every text file of a commit, as git shows it. */
function textFiles(commit: string): TreeFile[] {
  const entries = fixture.git(['ls-tree', '-r', '-z', commit]).toString('latin1').split('\0');
  return entries
    .filter((entry) => entry.startsWith('100'))
    .map((entry) => {
      const tab = entry.indexOf('\t');
      const name = entry.slice(tab + 1);
      return { name, content: contentOf(commit, name, entry.slice(0, tab).split(' ')[2]!) };
    })
    .filter(({ content }) => !content.includes(0) && content.length <= 1024 * 1024);
}

/** By its name, where a command line can carry that; git is asked once for each content. */
function contentOf(commit: string, name: string, blob: string): Buffer {
  const isPlain = Buffer.from(name, 'latin1').every((byte) => byte < 0x7f);
  const found =
    blobs.get(blob) ??
    fixture.git(isPlain ? ['show', `${commit}:${name}`] : ['cat-file', 'blob', blob]);
  blobs.set(blob, found);
  return found;
}

/** The events of each post that ever had the title, the oldest post first. */
async function eventsOf(title: string): Promise<string[][]> {
  const { items } = await trail.audit.versions({ itemType: 'Post', limit: 200 });
  const titled = items.filter((version) => version.objectChanges['title']?.includes(title));
  const ids = [...new Set(titled.map(({ itemId }) => itemId))];
  return Promise.all(
    ids.toReversed().map(async (id) => {
      const history = await trail.audit.for('Post', id).history();
      return history.items.map(({ event }) => event).toReversed();
    }),
  );
}

describe('the trail of an imported repository', () => {
  it('is made without a word of complaint', () => {
    expect(first).toMatchObject({ code: 0, complaint: '' });
    expect(first.output).toContain('Skipped: 4 changes of binary files, 2 of files above 1 MB, ');
    expect(first.output).toContain(
      '2 of symbolic links, 1 of submodules; 1 changed the mode only.',
    );
  });

  it('agrees with git on every file of every commit', async () => {
    const live = new Map<string, { name: string; body: Buffer }>();
    let compared = 0;
    for (const commit of fixture.commits()) {
      for (const { id, itemId } of await trail.versionsOf(commit)) {
        const at = await trail.audit.for('Post', itemId).at({ version: id });
        live.delete(itemId);
        if (at?.state) {
          const { title, body } = at.state;
          live.set(itemId, { name: rawName(String(title)), body: bytes(String(body)) });
        }
      }
      const byName = new Map([...live.values()].map(({ name, body }) => [name, body]));
      const files = textFiles(commit);
      expect([...byName.keys()].toSorted()).toEqual(files.map(({ name }) => name).toSorted());
      for (const { name, content } of files) {
        expect(byName.get(name)!.equals(content), `${commit} ${name}`).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(400);
  });

  it('has a version for each commit that touched a path, and no other', async () => {
    const touched = new Map<string, number>();
    for (const commit of fixture.commits()) {
      for (const { object, objectChanges } of await trail.versionsOf(commit)) {
        const titles = [object?.['title'], ...(objectChanges['title'] ?? [])];
        for (const name of new Set(titles.filter((title) => typeof title === 'string'))) {
          touched.set(rawName(name), (touched.get(rawName(name)) ?? 0) + 1);
        }
      }
    }
    for (const name of ['readme.md', 'crlf.txt', 'lib/b.txt', 'src/a.txt', 'side.txt', '-rf']) {
      const log = ['log', '--first-parent', '-m', '--no-renames', '--raw', '--no-abbrev'];
      const raw = fixture.lines([...log, '--format=', 'main', '--', name]);
      const changes = raw.filter((line) => line.split(' ')[2] !== line.split(' ')[3]);
      expect([name, touched.get(name)]).toEqual([name, changes.length]);
    }
    expect([...touched.keys()]).toEqual(
      expect.arrayContaining(['latin-\xe9.txt', 'both-\xe9.txt']),
    );
    expect(ODD_NAMES.filter((name) => !touched.has(Buffer.from(name).toString('latin1')))).toEqual(
      [],
    );
  });

  it('names the author, the message and the time of each commit', async () => {
    for (const commit of fixture.commits()) {
      const format = '%an <%ae>%x00%aI%x00%B';
      const shown = fixture.git(['show', '-s', '--encoding=UTF-8', `--format=${format}`, commit]);
      const [author, time, message] = shown.toString('utf8').split('\0');
      for (const version of await trail.versionsOf(commit)) {
        expect(version).toMatchObject({
          whodunnit: author!.trim(),
          actorType: 'git',
          source: 'replay',
          reason: message!.trim(),
          meta: { commit, repository: 'fixture', branch: 'main' },
        });
        expect(Date.parse(version.createdAt)).toBe(Date.parse(time!));
      }
    }
  });

  it('keeps a post through renames, and makes another of a file that comes back', async () => {
    expect(await eventsOf('src/a.txt')).toEqual([
      ['create', 'update', 'update', 'update', 'update', 'update'],
    ]);
    expect((await eventsOf('readme.md')).map((list) => list.slice(0, 3))).toEqual([
      ['create', 'update', 'destroy'],
      ['create', 'update', 'update'],
    ]);
    expect(await eventsOf('notes.txt')).toEqual([['create', 'destroy'], ['create']]);
    expect(await eventsOf('latin1.txt')).toEqual([['create', 'update']]);
  });

  it('is found in agreement by --verify, and its posts belong to a user who cannot sign in', async () => {
    const { code, output } = await importGit(database.url, [fixture.folder, '--verify-only']);
    expect([code, output]).toEqual([0, expect.stringContaining(': 0 differences.')]);
    const owners = await trail.dataSource.query<unknown[]>(
      'SELECT DISTINCT name, role, active FROM users JOIN posts ON author_id = users.id',
    );
    expect(owners).toEqual([{ name: 'git-fixture', role: 'viewer', active: false }]);
  });
});
