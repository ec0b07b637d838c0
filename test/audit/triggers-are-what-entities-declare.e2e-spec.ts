import { DataSource, type MigrationInterface } from 'typeorm';
import { transpileModule, ModuleKind } from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  auditTriggerDrift,
  auditTriggers,
  startRecording,
} from '../../src/platform/audit/index.js';
import {
  createTriggerSql,
  describeDrift,
  InvalidIdentifierError,
  renderTriggerMigration,
  TriggerDriftError,
} from '../../src/platform/triggers/index.js';
import { createAuditedDatabase, type AuditedDatabase } from './support/audited-database.js';
import { ORDER_ENTITIES } from './support/order.entities.js';

const ON_ORDERS = 'trigger backstory_audit on public.Odd Orders';

describe('trigger drift', () => {
  let database: AuditedDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createAuditedDatabase(ORDER_ENTITIES);
    dataSource = database.dataSource;
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    expect(await findings()).toEqual([]);
  });

  const sabotages = [
    ['missing', 'DROP TRIGGER backstory_audit ON "Odd Orders"'],
    ['disabled', 'ALTER TABLE "Odd Orders" DISABLE TRIGGER backstory_audit'],
    [
      'outdated',
      `DROP TRIGGER backstory_audit ON "Odd Orders";
       CREATE TRIGGER backstory_audit AFTER INSERT ON "Odd Orders" FOR EACH ROW
       EXECUTE FUNCTION backstory.audit_row('{"item_type":"Order","key":"id"}')`,
    ],
    [
      'undeclared',
      `CREATE TABLE forgotten (id integer);
       CREATE TRIGGER backstory_audit AFTER INSERT ON forgotten FOR EACH ROW
       EXECUTE FUNCTION backstory.audit_row('{"item_type":"Forgotten","key":"id"}')`,
    ],
  ] as const;

  it.each(sabotages)(
    'is found when a trigger is %s, and mended by the migration',
    async (kind, sql) => {
      await database.foreign.query(sql);

      const [finding] = await findings();
      expect(finding).toContain(kind);
      await expect(startRecording(dataSource, {})).rejects.toThrow(TriggerDriftError);
      await expect(startRecording(dataSource, {})).rejects.toThrow('npm run migration:triggers');

      await migrate('up');
      expect(await findings()).toEqual([]);
    },
  );

  it('comes back as it was when the migration is reverted', async () => {
    await database.foreign.query('DROP TRIGGER backstory_audit ON "Odd Orders"');
    const migration = await compiled();
    const queryRunner = dataSource.createQueryRunner();

    await migration.up(queryRunner);
    expect(await findings()).toEqual([]);
    await migration.down(queryRunner);
    expect(await findings()).toEqual([`missing: ${ON_ORDERS.replace('public.', '')}`]);

    await migration.up(queryRunner);
    await queryRunner.release();
  });

  it('refuses to record by the subscriber what triggers already record', async () => {
    await expect(startRecording(dataSource, { guard: false })).rejects.toThrow(TriggerDriftError);
  });

  it('cannot hide in names and values: they are quoted, or refused where PostgreSQL cuts them', async () => {
    const [trigger] = auditTriggers(dataSource);
    if (trigger === undefined) throw new Error('no trigger is declared');
    const hostile = `it's "quoted"; DROP TABLE lines; -- \\' $$`;
    await database.foreign.query(`CREATE TABLE "it's ""quoted""" (id integer)`);

    await dataSource.query(
      createTriggerSql({ ...trigger, table: { name: `it's "quoted"` }, argument: hostile }),
    );
    const [{ argument }] = await database.foreign.query<[{ argument: string }]>(
      `SELECT convert_from(trim(trailing '\\x00' from tgargs), 'UTF8') AS argument FROM pg_trigger
       WHERE tgrelid = '"it''s ""quoted"""'::regclass`,
    );
    expect(argument).toBe(hostile);
    await database.foreign.query(`DROP TABLE "it's ""quoted"""`);

    const long = 'x'.repeat(64);
    expect(() => createTriggerSql({ ...trigger, name: long })).toThrow(InvalidIdentifierError);
  });

  async function findings(): Promise<string[]> {
    return (await auditTriggerDrift(dataSource)).map(describeDrift);
  }

  async function migrate(direction: 'up' | 'down'): Promise<void> {
    const queryRunner = dataSource.createQueryRunner();
    await (await compiled())[direction](queryRunner);
    await queryRunner.release();
  }

  /** The migration as a user would run it: its source, compiled. */
  async function compiled(): Promise<MigrationInterface> {
    const { source, className } = renderTriggerMigration(await auditTriggerDrift(dataSource), 1);
    const { outputText } = transpileModule(source, {
      compilerOptions: { module: ModuleKind.ES2022 },
    });
    const url = `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`;
    const module = (await import(/* @vite-ignore */ url)) as Record<
      string,
      new () => MigrationInterface
    >;
    const Migration = module[className];
    if (Migration === undefined) throw new Error(`no class ${className}`);
    return new Migration();
  }
});
