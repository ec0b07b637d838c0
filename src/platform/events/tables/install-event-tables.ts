import type { DataSource } from 'typeorm';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { eventTableDrift } from './event-table-drift.js';
import { migrationSql } from './events-migration.js';

/**
 * Brings the tables of events to what the code defines, at once and without a migration: for tests
 * and trials.
 * @publicApi
 */
export async function installEventTables(
  dataSource: DataSource,
  definitions: readonly AggregateEvents[],
): Promise<void> {
  for (const drift of await eventTableDrift(dataSource, definitions)) {
    for (const statement of migrationSql(drift).up) {
      await dataSource.query(statement);
    }
  }
}
