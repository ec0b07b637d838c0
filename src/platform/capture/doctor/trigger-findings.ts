import { auditTriggers } from '../../audit/index.js';
import {
  compareTriggers,
  createTriggerSql,
  quoteIdentifier,
  readMigrations,
  readTriggers,
  type ExistingTrigger,
  type TriggerDefinition,
  type TriggerDrift,
} from '../../triggers/index.js';
import type { DataSource, MigrationInterface } from 'typeorm';
import { appliedMigrations, nameOf } from './applied-migrations.js';
import type { Comparison, Finding } from './finding.interface.js';

const PREFIX = 'backstory_audit';
const GENERATE = 'npm run migration:triggers';
const MIGRATE = 'npm run backstory -- migrate';

/**
 * What the entities declare, held against what the migrations say. Needs entities and migrations, no
 * database: for a continuous integration.
 */
export async function compareCodeWithMigrations(
  dataSource: DataSource,
  schema = 'public',
): Promise<Finding[]> {
  const migrated = await triggersOf(dataSource.migrations);
  return compareTriggers(auditTriggers(dataSource), migrated.map(asExisting), schema).map((drift) =>
    describe(drift, 'code-migration'),
  );
}

/** All three comparisons; the last only tells what the first two leave unsaid. */
export async function triggerFindings(dataSource: DataSource, guard: boolean): Promise<Finding[]> {
  const [{ schema }] = await dataSource.query<[{ schema: string }]>(
    'SELECT current_schema() AS schema',
  );
  const { applied, pending } = await appliedMigrations(dataSource);
  const existing = (await readTriggers(dataSource)).filter(({ name }) => name.startsWith(PREFIX));
  const declared = guard ? auditTriggers(dataSource) : [];
  const findings = pending.length === 0 ? [] : [pendingFinding(pending)];
  if (guard) {
    const migrated = await triggersOf(applied);
    findings.push(...(await compareCodeWithMigrations(dataSource, schema)));
    for (const drift of compareTriggers(migrated, existing, schema)) {
      findings.push(describe(drift, 'migration-database'));
    }
  }
  const told = new Set(findings.map(keyOf));
  const rest = compareTriggers(declared, existing, schema)
    .map((drift) => describe(drift, 'code-database'))
    .filter((finding) => !told.has(keyOf(finding)));
  // What a pending migration is going to mend needs no word of its own.
  return findings.concat(pending.length === 0 ? rest : rest.filter(({ unrecorded }) => unrecorded));
}

async function triggersOf(migrations: readonly MigrationInterface[]): Promise<TriggerDefinition[]> {
  const { triggers } = await readMigrations(migrations);
  return triggers.filter(({ name }) => name.startsWith(PREFIX));
}

function asExisting(definition: TriggerDefinition): ExistingTrigger {
  const { name, table } = definition;
  const named = { schema: table.schema ?? 'public', name: table.name };
  const sql = createTriggerSql(definition);
  return { name, table: named, sql, definition, enabled: true, replicaOnly: false };
}

function pendingFinding(pending: readonly MigrationInterface[]): Finding {
  return {
    code: 'MIGRATIONS_PENDING',
    severity: 'error',
    comparison: 'migration-database',
    message: `${pending.length} migration(s) did not run on this database: ${pending.map(nameOf).join(', ')}.`,
    remedy: `Run "${MIGRATE}".`,
  };
}

function keyOf({ table, trigger }: Finding): string {
  return `${table} ${trigger}`;
}

function describe(drift: TriggerDrift, comparison: Comparison): Finding {
  const subject = drift.kind === 'undeclared' ? drift.existing : drift.expected;
  const table = `${subject.table.schema ?? 'public'}.${subject.table.name}`;
  const about = { severity: 'error', comparison, table, trigger: subject.name } as const;
  if (comparison === 'code-migration') {
    return {
      ...about,
      code: 'TRIGGER_NOT_GENERATED',
      message: `Trigger ${subject.name} on ${table}: ${NOT_GENERATED[drift.kind]}.`,
      remedy: `Run "${GENERATE}" on a migrated database, add the migration, then "${MIGRATE}".`,
    };
  }
  const [code, saying] = codeOf(drift);
  return {
    ...about,
    code,
    ...(drift.kind === 'missing' || drift.kind === 'disabled' ? { unrecorded: true } : {}),
    message: `Trigger ${subject.name} on ${table} ${saying}${WHOSE[comparison]}.`,
    remedy: drift.kind === 'disabled' ? enable(drift.existing) : mend(comparison),
  };
}

const NOT_GENERATED = {
  missing: 'the entity declares it and no migration creates it',
  outdated: 'the entity declares it otherwise than the newest migration creates it',
  disabled: 'the newest migration leaves it disabled',
  undeclared: 'migrations create it and no entity declares it',
} as const;

const WHOSE = {
  'code-migration': '',
  'migration-database': ', which no migration did: somebody changed the database by hand',
  'code-database': ', other than the entities declare',
} as const;

function codeOf(drift: TriggerDrift): readonly [code: string, saying: string] {
  return drift.kind === 'disabled' && drift.existing.replicaOnly
    ? REPLICA_ONLY
    : IN_DATABASE[drift.kind];
}

const IN_DATABASE = {
  missing: ['TRIGGER_MISSING', 'is missing'],
  outdated: ['TRIGGER_OUTDATED', 'is defined otherwise'],
  undeclared: ['TRIGGER_UNDECLARED', 'is there and nobody declares it'],
  disabled: ['TRIGGER_DISABLED', 'is disabled'],
} as const;

const REPLICA_ONLY = ['TRIGGER_REPLICA_ONLY', 'fires only in sessions of replication'] as const;

function enable({ name, table }: ExistingTrigger): string {
  const quoted = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  return `In psql: ALTER TABLE ${quoted} ENABLE TRIGGER ${quoteIdentifier(name)};`;
}

function mend(comparison: Comparison): string {
  const wanted = comparison === 'code-database' ? 'the entities' : 'its migrations';
  return `Run "${GENERATE}" to write what brings the database back to ${wanted}, then "${MIGRATE}".`;
}
