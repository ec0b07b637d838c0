import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedFunctions, type FunctionDefinition } from './function-definition.js';
import { parseTriggerSql } from './parse-trigger.sql.js';
import type { TriggerDefinition } from './trigger-definition.interface.js';

/** The triggers and functions that a line of migrations leaves behind. */
export interface MigratedObjects {
  readonly triggers: readonly TriggerDefinition[];
  readonly functions: readonly FunctionDefinition[];
}

const TIMESTAMP_DIGITS = 13;

/**
 * Reads migrations without a database: lets each run, oldest first, on a query runner that only writes
 * down. A migration that needs an answer to go on is read as far as it comes.
 */
export async function readMigrations(
  migrations: readonly MigrationInterface[],
): Promise<MigratedObjects> {
  const statements: string[] = [];
  for (const migration of [...migrations].sort((a, b) => timestampOf(a) - timestampOf(b))) {
    await recordUp(migration, statements);
  }
  const triggers = new Map<string, TriggerDefinition>();
  for (const statement of statements) {
    const read = parseTriggerSql(statement);
    if (read?.kind === 'create') {
      triggers.set(keyOf(read.definition), read.definition);
    } else if (read?.kind === 'drop') {
      triggers.delete(keyOf(read));
    }
  }
  return { triggers: [...triggers.values()], functions: definedFunctions(statements) };
}

async function recordUp(migration: MigrationInterface, statements: string[]): Promise<void> {
  try {
    await migration.up(recordingRunner(statements));
  } catch {
    // It needed an answer; what it said before that counts.
  }
}

function timestampOf(migration: MigrationInterface): number {
  return Number((migration.name ?? migration.constructor.name).slice(-TIMESTAMP_DIGITS));
}

function keyOf({ name, table }: Pick<TriggerDefinition, 'name' | 'table'>): string {
  return JSON.stringify([table.schema ?? null, table.name, name]);
}

/** Writes down what is asked of it and answers everything with nothing. */
function recordingRunner(statements: string[]): QueryRunner {
  const query = (statement: string): Promise<never[]> => {
    statements.push(statement);
    return Promise.resolve([]);
  };
  return new Proxy({} as QueryRunner, {
    get: (_target, name) => (name === 'query' ? query : name === 'then' ? undefined : nothing),
  });
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
