import { DataSource, type Logger } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { GitImporter, GitRepository, ImportRegistry } from '../../src/domain/blog/index.js';
import { User } from '../../src/domain/identity/index.js';
import { startRecording } from '../../src/platform/audit/index.js';
import { GitFixture } from '../support/git/git-fixture.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const FILES = 1000;

let fixture: GitFixture;
let database: TestDatabase;
let dataSource: DataSource;
const statements: string[] = [];

const logger = {
  logQuery: (query: string) => void statements.push(query),
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
} satisfies Logger;

beforeAll(async () => {
  fixture = new GitFixture();
  database = await createTestDatabase();
  const options = dataSourceOptions({ url: database.url, poolSize: 3 });
  dataSource = new DataSource({ ...options, logging: ['query'], logger });
  await dataSource.initialize();
  await startRecording(dataSource, {});
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
  fixture?.dispose();
});

/** The lock taken and given back, what lives; begin, two settings, two batches, how far, commit. */
const MOST = 10;

const COUNTED = {
  create: 'created',
  update: 'updated',
  rename: 'updated',
  destroy: 'destroyed',
} as const;

describe('a commit of a thousand files', () => {
  it.each(Object.keys(COUNTED) as (keyof typeof COUNTED)[])(
    'costs a few statements: %s',
    async (kind) => {
      const content = (n: number) => `${kind === 'create' ? 'first' : 'second'} ${n}\n`;
      const folder = kind === 'rename' || kind === 'destroy' ? 'new' : 'old';
      const written = Array.from(
        { length: FILES },
        (_, n) => [`${folder}/${n}`, content(n)] as const,
      );
      const removed = Array.from({ length: FILES }, (_, n) => [`old/${n}`, null] as const);
      const gone = written.map(([path]) => [path, null] as const);
      fixture.commit({
        files: {
          create: written,
          update: written,
          rename: [...removed, ...written],
          destroy: gone,
        }[kind],
      });
      const repository = await GitRepository.open(fixture.folder, process.env);
      const tip = await repository.tip();
      const record = await new ImportRegistry(dataSource).open(repository, tip, { ownerOf: owner });
      statements.length = 0;

      const result = await new GitImporter(dataSource, repository).run(record, tip);

      expect(result[COUNTED[kind]]).toBe(FILES);
      expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(MOST);
    },
  );
});

async function owner(): Promise<string> {
  const user = { name: 'git-owner', displayName: 'Owner', role: 'viewer', active: false } as const;
  return (await dataSource.manager.save(User, user)).id;
}
