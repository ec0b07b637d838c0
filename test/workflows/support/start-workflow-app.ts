import { DataSource } from 'typeorm';
import { runInNewContext } from '../../../src/platform/correlation/index.js';
import { CommitBell, EventRecorder, EventsModule } from '../../../src/platform/events/index.js';
import {
  RunStore,
  type WorkflowRun,
  WorkflowsModule,
  type WorkflowsModuleOptions,
  WorkflowsService,
} from '../../../src/platform/workflows/index.js';
import { createEffects } from '../../deliveries/support/delivery-rows.js';
import { startDeliveryApp, type DeliveryApp } from '../../deliveries/support/start-delivery-app.js';
import { migrateEvents } from '../../events/support/events-database.js';
import { parcelEvents } from '../../events/support/parcel-events.js';
import { createTestDatabase } from '../../support/test-database.js';
import { redisUrl } from '../../support/test-redis.js';
import { FIXTURE_ACTIONS } from './fixture-actions.js';

/** An application of events, deliveries and workflows on parcels, which no demo knows. */
export interface WorkflowApp extends DeliveryApp {
  readonly databaseUrl: string;
  readonly workflows: WorkflowsService;
  readonly recorder: EventRecorder<typeof parcelEvents>;
  /** Records that a parcel was scanned, as alice, and answers the event's id. */
  scan(parcel: string, correlationId: string, place?: string): Promise<string>;
  /** All runs, oldest first. */
  runs(): Promise<WorkflowRun[]>;
}

export async function startWorkflowApp(options: WorkflowsModuleOptions = {}): Promise<WorkflowApp> {
  const database = await createTestDatabase();
  const dataSource = new DataSource({ type: 'postgres', url: database.url });
  await dataSource.initialize();
  await migrateEvents(dataSource, parcelEvents);
  await dataSource.destroy();
  await createEffects(database.url);
  const app = await startDeliveryApp({
    databaseUrl: database.url,
    redisUrl: redisUrl(),
    more: {
      imports: [
        EventsModule.forRoot({}),
        EventsModule.forFeature([parcelEvents]),
        WorkflowsModule.forRoot(options),
      ],
      providers: FIXTURE_ACTIONS,
    },
  });
  const recorder = new EventRecorder(parcelEvents, app.context.get(CommitBell));
  const actor = { id: 'alice', type: 'user' };
  return {
    ...app,
    databaseUrl: database.url,
    workflows: app.context.get(WorkflowsService),
    recorder,
    scan: (parcel, correlationId, place = 'Ulm') =>
      runInNewContext({ correlationId, actor }, async () => {
        const input = { record: '1', extra: { place } };
        const { manager } = app.dataSource;
        return (await recorder.recordEvent(manager, parcel, 'scanned', input)).event.id;
      }),
    runs: async () => (await app.context.get(RunStore).list({}, { limit: 200 })).toReversed(),
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
