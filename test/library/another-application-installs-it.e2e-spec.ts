import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

const project = path.resolve(import.meta.dirname, '../..');

/** An application of its own: no decorators of ours but through the package, nothing of the demo. */
const HOST = `
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, EntitySchema } from 'typeorm';
import { AuditModule, AuditService, AUDIT_MIGRATIONS, Audited, auditTriggers } from 'backstory/audit';
import { CorrelationModule, runInNewContext } from 'backstory/correlation';
import { CommitBell, defineEvents, EventRecorder, EventReaders, EventsModule, EVENTS_MIGRATIONS, installEventTables } from 'backstory/events';
import { FeedModule } from 'backstory/feed';
import { OutboxModule, OUTBOX_MIGRATIONS } from 'backstory/outbox';
import { DELIVERIES_MIGRATIONS } from 'backstory/deliveries';
import { createTriggerSql } from 'backstory/triggers';
import { WORKFLOWS_ENTITIES, WORKFLOWS_MIGRATIONS } from 'backstory/workflows';

class Book {}
Audited({ label: 'title' })(Book);
const schema = new EntitySchema({
  name: 'Book', target: Book, tableName: 'books',
  columns: { id: { type: 'bigint', primary: true, generated: 'increment' }, title: { type: 'text' } },
});
const bookEvents = defineEvents('book', { opened: { throttleWithin: '15m' } });
const options = {
  type: 'postgres', url: process.env.DATABASE_URL, entities: [schema, ...WORKFLOWS_ENTITIES],
  migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS, ...EVENTS_MIGRATIONS,
    ...DELIVERIES_MIGRATIONS, ...WORKFLOWS_MIGRATIONS],
  extra: { options: '-c search_path=public' },
};
const setUp = await new DataSource(options).initialize();
await setUp.runMigrations();
await setUp.synchronize();
for (const trigger of auditTriggers(setUp)) await setUp.query(createTriggerSql(trigger));
await installEventTables(setUp, [bookEvents]);
await setUp.destroy();

class Host {}
const app = await NestFactory.createApplicationContext({
  module: Host,
  imports: [
    TypeOrmModule.forRoot(options),
    CorrelationModule.forRoot({}),
    OutboxModule.forRoot({}),
    AuditModule.forRoot({}),
    EventsModule.forRoot({}),
    EventsModule.forFeature([bookEvents]),
    FeedModule.forRoot({}),
  ],
}, { logger: false });
const book = await runInNewContext({ actor: { id: 'ada', type: 'user' } }, () =>
  app.get(DataSource).getRepository(Book).save(Object.assign(new Book(), { title: 'Dune' })));
const { items } = await app.get(AuditService).for(Book, book.id).history();
await runInNewContext({ actor: { id: 'bob', type: 'user' } }, () => app.get(DataSource).query(
  "INSERT INTO backstory.workflows (name, aggregate, item_type, triggered_on, allow_automation, enabled, created_by, updated_by) VALUES ('w', 'book', 'Book', 'opened', false, true, 'bob', 'bob')"));
const ofWorkflow = await app.get(AuditService).for('Workflow', '1').history();
const events = new EventRecorder(bookEvents, app.get(CommitBell));
const manager = app.get(DataSource).manager;
for (const _ of [1, 2]) await events.recordEvent(manager, book, 'opened');
const feed = await app.get(EventReaders).ofItemType('Book').feed(book);
console.log(JSON.stringify([
  ...[...items, ...ofWorkflow.items].map(({ event, whodunnit }) => [event, whodunnit]),
  ...feed.items.map(({ action, hits }) => [action, hits]),
]));
await app.close();
process.exit(0);
`;

describe('the package', () => {
  let folder: string;
  let database: TestDatabase;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'backstory-host-'));
    database = await createEmptyDatabase();
    installInto(folder);
  }, 120_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database?.drop();
  });

  it('brings the platform and nothing of the product', () => {
    const installed = path.join(folder, 'node_modules/backstory');

    expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    expect(readdirSync(path.join(installed, 'dist/src'))).toEqual(['platform']);
  });

  it('records and tells history in another Nest application', { timeout: 90_000 }, () => {
    expect(run(HOST).trim().split('\n').at(-1)).toBe(
      '[["create","ada"],["create","bob"],["opened",2]]',
    );
  });

  it('is entered through its subpaths only', () => {
    const deep = `await import('backstory/dist/src/platform/audit/audit.service.js')`;
    expect(() => run(deep)).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  function run(source: string): string {
    const file = path.join(folder, 'host.mjs');
    writeFileSync(file, source);
    return execFileSync(process.execPath, [file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: database.url },
      timeout: 60_000,
    });
  }
});

/** As npm would, without the registry: the packed package beside the peers that are here already. */
function installInto(folder: string): void {
  const modules = path.join(folder, 'node_modules');
  const target = path.join(modules, 'backstory');
  mkdirSync(target, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: project,
    encoding: 'utf8',
  });
  const tarball = path.join(folder, packed.trim().split('\n').at(-1) ?? '');
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  for (const name of readdirSync(path.join(project, 'node_modules'))) {
    if (!name.startsWith('.') && name !== 'backstory') {
      symlinkSync(path.join(project, 'node_modules', name), path.join(modules, name));
    }
  }
}
