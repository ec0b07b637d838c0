import { DataSource, type DataSourceOptions } from 'typeorm';
import {
  CommitBell,
  EventReader,
  EventRecorder,
  EVENTS_MIGRATIONS,
  eventTableDrift,
  renderEventsMigration,
  type AggregateEvents,
} from '../../../src/platform/events/index.js';
import { OUTBOX_MIGRATIONS } from '../../../src/platform/outbox/index.js';
import { compileMigration } from '../../support/compile-migration.js';
import { createEmptyDatabase } from '../../support/test-database.js';

export interface EventsDatabase<E extends AggregateEvents> {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly recorder: EventRecorder<E>;
  readonly reader: EventReader<E>;
  /** How often the doorbell was rung. */
  readonly rings: () => number;
  close(): Promise<void>;
}

/** A database with the events' table, made by the migration that a user would generate. */
export async function createEventsDatabase<E extends AggregateEvents>(
  events: E,
  options: Partial<Pick<DataSourceOptions, 'logging' | 'logger' | 'entities'>> = {},
): Promise<EventsDatabase<E>> {
  const database = await createEmptyDatabase();
  const dataSource = new DataSource({
    ...options,
    type: 'postgres',
    url: database.url,
    migrations: [...OUTBOX_MIGRATIONS, ...EVENTS_MIGRATIONS],
    migrationsTableName: 'fixture_migrations',
    poolSize: 60,
    extra: { options: '-c search_path=public' },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await migrateEvents(dataSource, events);
  let rings = 0;
  const bell = new CommitBell(dataSource, () => (rings += 1));
  return {
    url: database.url,
    dataSource,
    recorder: new EventRecorder(events, bell),
    reader: new EventReader(events, dataSource),
    rings: () => rings,
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Generates and runs the migration that the events need. */
export async function migrateEvents(
  dataSource: DataSource,
  events: AggregateEvents,
): Promise<void> {
  const [drift] = await eventTableDrift(dataSource, [events]);
  if (drift === undefined) return;
  const queryRunner = dataSource.createQueryRunner();
  try {
    await (await compileMigration(renderEventsMigration(drift, 1))).up(queryRunner);
  } finally {
    await queryRunner.release();
  }
}
