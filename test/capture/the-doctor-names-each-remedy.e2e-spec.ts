import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFunctions, auditTriggerDrift } from '../../src/platform/audit/index.js';
import {
  compareFunctions,
  readFunctions,
  renderTriggerMigration,
} from '../../src/platform/triggers/index.js';
import { compileMigration } from '../support/compile-migration.js';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { UnconnectedDataSource } from '../../src/database/unconnected-data-source.js';
import {
  CaptureDoctor,
  compareCodeWithMigrations,
  type CaptureReport,
  type Finding,
} from '../../src/platform/capture/index.js';
import { runBackstory } from '../support/cli/run-backstory.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { SABOTAGES, type Sabotage } from './support/sabotages.js';

const IN_PSQL = /in psql: ([^;]+;)/i;

describe('the doctor', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource(dataSourceOptions({ url: database.url, poolSize: 3 }));
    await dataSource.initialize();
    await dataSource.query(`INSERT INTO tags (name) VALUES ('one')`);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('finds nothing in a migrated database, and sees a change recorded', async () => {
    const outbox = await countOutbox();
    const report = await examine();

    expect(report).toMatchObject({ healthy: true, findings: [] });
    expect(report.tables).toContainEqual({
      itemType: 'Tag',
      table: 'tags',
      triggers: ['backstory_audit', 'backstory_audit_create', 'backstory_audit_truncate'],
      canary: 'recorded',
    });
    expect(await dataSource.query('SELECT name FROM tags')).toEqual([{ name: 'one' }]);
    expect(await countOutbox()).toEqual(outbox);
  });

  it.each(SABOTAGES)('finds $name, and its remedy mends it', async (sabotage) => {
    await dataSource.query(sabotage.sql);
    const found = await examine();
    const finding = found.findings.find(({ code }) => code === sabotage.code);

    expect(finding).toMatchObject({
      severity: sabotage.severity ?? 'error',
      ...(sabotage.table === undefined ? {} : { table: sabotage.table }),
      ...(sabotage.comparison === undefined ? {} : { comparison: sabotage.comparison }),
    });
    expect(finding?.remedy).toMatch(sabotage.remedy);
    expect(found.findings.some(({ code }) => code === 'CANARY_SILENT')).toBe(
      sabotage.silences ?? false,
    );
    await mend(sabotage, finding as Finding);
    expect(await examine()).toMatchObject({ healthy: true, findings: [] });
  });

  it('fails a command line with what it found and what to do', async () => {
    const sick = await createTestDatabase();
    expect(await runBackstory(sick.url, ['capture', 'doctor'])).toMatchObject({ code: 0 });

    const broken = new DataSource(dataSourceOptions({ url: sick.url, poolSize: 1 }));
    await broken.initialize();
    await broken.query('ALTER TABLE tags DISABLE TRIGGER backstory_audit');
    await broken.destroy();
    const line = ['capture', 'doctor', '--read-only'];
    const { code, output, complaint } = await runBackstory(sick.url, line);

    expect(code).toBe(1);
    expect(output).toContain('TRIGGER_DISABLED');
    expect(output).toContain('ALTER TABLE "public"."tags" ENABLE TRIGGER "backstory_audit";');
    expect(complaint).toContain('1 fault(s)');
    expect(await runBackstory(sick.url, ['capture', 'doctor', '--loud'])).toMatchObject({
      code: 2,
    });
    await sick.drop();
  });

  it('lists and checks without any database', async () => {
    const nowhere = 'postgres://nobody@nowhere.invalid/nothing';

    const listed = await runBackstory(nowhere, ['capture', 'list']);
    expect(listed.output).toMatch(/^Tag +tags +backstory_audit, /m);
    expect(await runBackstory(nowhere, ['capture', 'check'])).toMatchObject({ code: 0 });
  });

  it('finds without a database what entities declare and no migration does', async () => {
    const unconnected = await UnconnectedDataSource.create();
    const { name } = unconnected.migrations.find(({ constructor }) =>
      constructor.name.startsWith('Triggers'),
    )!.constructor;
    Object.assign(unconnected, {
      migrations: unconnected.migrations.filter(({ constructor }) => constructor.name !== name),
    });

    const findings = await compareCodeWithMigrations(unconnected);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({
      code: 'TRIGGER_NOT_GENERATED',
      comparison: 'code-migration',
      remedy: expect.stringContaining('npm run migration:triggers') as string,
    });
  });

  function examine(): Promise<CaptureReport> {
    return new CaptureDoctor(dataSource).examine({ canary: true });
  }

  /** As the remedy says: a statement for psql, a migration to generate, or what the table tells. */
  async function mend(sabotage: Sabotage, { remedy }: Finding): Promise<void> {
    const statement = sabotage.undo ?? IN_PSQL.exec(remedy)?.[1];
    if (statement !== undefined) {
      await dataSource.query(statement);
      return;
    }
    const functions = compareFunctions(
      auditFunctions(),
      await readFunctions(dataSource),
      undefined,
    );
    const drift = await auditTriggerDrift(dataSource);
    const migration = await compileMigration(renderTriggerMigration(drift, 1, functions));
    const queryRunner = dataSource.createQueryRunner();
    await migration.up(queryRunner);
    await migration.down(queryRunner);
    expect((await examine()).findings.map(({ code }) => code)).toContain(sabotage.code);
    await migration.up(queryRunner);
    await queryRunner.release();
  }

  function countOutbox(): Promise<unknown> {
    return dataSource.query('SELECT count(*) FROM backstory.outbox');
  }
});
