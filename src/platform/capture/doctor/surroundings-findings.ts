import type { DataSource } from 'typeorm';
import { AuditedEntities } from '../../audit/index.js';
import { quoteIdentifier } from '../../triggers/index.js';
import type { Finding } from './finding.interface.js';
import { replicationFindings } from './replication-findings.js';
import { rightsFindings } from './rights-findings.js';
import { EARLIER_TRIGGERS, UNGUARDED_CHILDREN, UNGUARDED_PARTITIONS } from './surroundings.sql.js';

const MIGRATE = 'Run "npm run backstory -- migrate"; if it finds nothing to do, restore a backup.';

/** What lies around the guard and can blind it: tables, rights, roles, partitions, others' triggers. */
export async function surroundingsFindings(dataSource: DataSource): Promise<Finding[]> {
  const missing = await missingTables(dataSource);
  const roles = await replicationFindings(dataSource);
  if (missing.some(({ table }) => table?.startsWith('backstory.'))) {
    return [...missing, ...roles];
  }
  const tables = await capturedOids(dataSource);
  const found = await Promise.all([
    rightsFindings(dataSource),
    relatives(dataSource, tables),
    earlierTriggers(dataSource, tables),
  ]);
  return [...missing, ...roles, ...found.flat()];
}

async function missingTables(dataSource: DataSource): Promise<Finding[]> {
  const tables = [
    'backstory.versions',
    'backstory.outbox',
    'backstory.feed_head',
    'backstory.feed_entries',
    ...AuditedEntities.of(dataSource)
      .all()
      .map(({ table }) => table),
  ];
  const rows = await dataSource.query<{ name: string }[]>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [tables],
  );
  return rows.map(({ name }) => ({
    code: 'TABLE_MISSING',
    severity: 'error',
    comparison: 'code-database',
    unrecorded: true,
    table: name.replaceAll('"', ''),
    message: `Table ${name} is missing, so that writes fail or leave nothing.`,
    remedy: MIGRATE,
  }));
}

async function capturedOids(dataSource: DataSource): Promise<string[]> {
  const tables = AuditedEntities.of(dataSource)
    .all()
    .map(({ table }) => table);
  const rows = await dataSource.query<{ oid: string }[]>(
    `SELECT to_regclass(name)::oid AS oid FROM unnest($1::text[]) AS name
     WHERE to_regclass(name) IS NOT NULL`,
    [tables],
  );
  return rows.map(({ oid }) => oid);
}

/** Partitions and children of captured tables that changes can be written to unseen. */
async function relatives(dataSource: DataSource, tables: readonly string[]): Promise<Finding[]> {
  const partitions = await dataSource.query<{ table: string; trigger: string }[]>(
    UNGUARDED_PARTITIONS,
    [tables],
  );
  const children = await dataSource.query<{ table: string }[]>(UNGUARDED_CHILDREN, [tables]);
  return [
    ...partitions.map(({ table, trigger }): Finding => ({
      code: 'PARTITION_UNGUARDED',
      severity: 'error',
      unrecorded: true,
      table,
      trigger,
      message: `Partition ${table} lacks trigger ${trigger}, or has it disabled.`,
      remedy: `In psql: ALTER TABLE ${table} ENABLE TRIGGER ${quoteIdentifier(trigger)}; or, when it is gone, detach and attach the partition again.`,
    })),
    ...children.map(({ table }): Finding => ({
      code: 'CHILD_TABLE_UNGUARDED',
      severity: 'warning',
      table,
      message: `Table ${table} inherits from a captured one and not its triggers: what is written to it directly passes unseen.`,
      remedy: 'Make it a partition, or write through the captured table only.',
    })),
  ];
}

async function earlierTriggers(
  dataSource: DataSource,
  tables: readonly string[],
): Promise<Finding[]> {
  const rows = await dataSource.query<{ table: string; trigger: string }[]>(EARLIER_TRIGGERS, [
    tables,
  ]);
  return rows.map(({ table, trigger }) => ({
    code: 'OTHER_TRIGGER_FIRST',
    severity: 'warning',
    table,
    trigger,
    message: `Trigger ${trigger} on ${table} fires before the guard's: should it change rows of that table itself, history holds its change before the one that caused it.`,
    remedy: `If it does, rename it to fire later, in psql: ALTER TRIGGER ${quoteIdentifier(trigger)} ON ${table} RENAME TO ${quoteIdentifier(`z_${trigger}`.slice(0, 60))};`,
  }));
}
